package io.m2m.common.kafka;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the brokers answer. */
public final class KafkaHealth implements HealthIndicator, AutoCloseable {
    /** Shorter than a probe waits. */
    private static final int MILLIS = 2_000;

    private final Admin admin;
    private final String servers;

    public KafkaHealth(KafkaClients clients) {
        this.admin = Admin.create(clients.forAdmin());
        this.servers = clients.settings().bootstrapServers();
    }

    @Override
    public Health health() {
        Health.Builder health = Health.unknown().withDetail("servers", servers);
        try {
            int brokers = admin.describeCluster(new DescribeClusterOptions().timeoutMs(MILLIS))
                    .nodes()
                    .get(MILLIS, TimeUnit.MILLISECONDS)
                    .size();
            return health.up().withDetail("brokers", brokers).build();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return health.down().build();
        } catch (Exception silent) {
            return health.down().withDetail("problem", String.valueOf(silent)).build();
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
