package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m2m.common.wiring.RunningService;
import io.m2m.common.wiring.RunningService.Starter;
import io.m2m.coordinator.CoordinatorApplication;
import io.m2m.dumper.DumperApplication;
import io.m2m.loader.LoaderApplication;
import io.m2m.standalone.logging.OwnLogging;
import io.m2m.verifier.VerifierApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Whole migrations on a Kafka that is secured and not m2m's: allowed is what the documentation lists, and nothing else. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ResourceLock(Milvus.OTHER_LOCAL)
class SecuredKafkaIT {
    private static final int BROKERS = 3;
    /** With the dead letters and the coordinator's memory. */
    private static final int TOPICS = 12;

    private static final Duration RUN = Duration.ofMinutes(5);

    private static SecuredKafka kafka;
    private static int number;

    private final Path folder = Places.fresh("secured-" + ++number);
    private final List<RunningService> services = new ArrayList<>();
    private Tenant tenant;

    @BeforeAll
    static void startBrokers() throws Exception {
        OwnLogging.keep("m2m", List.of());
        kafka = SecuredKafka.start(Places.fresh("secured-brokers"), BROKERS);
    }

    @AfterAll
    static void stopBrokers() {
        kafka.close();
    }

    @BeforeEach
    void moveIn() {
        tenant = new Tenant(kafka, folder, "acme.migration" + number + ".");
    }

    @AfterEach
    void stopServices() {
        services.reversed().forEach(RunningService::close);
    }

    @Test
    void aMigrationArrivesByCertificateOnTopicsThatTheServicesMake() throws Exception {
        tenant.grant(SecuredKafka.CLIENT_NAME, false);

        migrates(tenant.byCertificate(SecuredKafka.CLIENT_NAME), "--m2m.kafka.replication=3");

        assertThat(tenant.copies())
                .hasSize(TOPICS)
                .allSatisfy((topic, copies) -> assertThat(copies).isEqualTo(BROKERS));
    }

    @Test
    void aMigrationArrivesByTokenOnTopicsThatTheServicesMake() throws Exception {
        tenant.grant(Tokens.USER, false);

        migrates(tenant.byToken());

        assertThat(tenant.copies())
                .hasSize(TOPICS)
                .allSatisfy((topic, copies) -> assertThat(copies).isEqualTo(BROKERS));
    }

    /** The last one, for a broker is missing afterwards. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aMigrationArrivesByPasswordOnTopicsMadeBeforehandThoughABrokerIsStopped() throws Exception {
        String user = tenant.userWithPassword();
        tenant.grant(user, true);
        tenant.make(tenant.topics(BROKERS));

        migrates(tenant.byPassword(user, Tenant.PASSWORD), kafka::stopOne, "--m2m.kafka.create-topics=false");

        try (Admin admin = kafka.admin()) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(BROKERS - 1);
        }
    }

    private void migrates(Map<String, String> client, String... more) throws Exception {
        migrates(client, () -> {}, more);
    }

    private void migrates(Map<String, String> client, Runnable meanwhile, String... more) throws Exception {
        long start = System.nanoTime();
        SourceStore store = GenuineStore.unpack("wal_clean_stop", folder.resolve("store"));
        Path staging = folder.resolve("staging");
        Migrating migrating = Migrating.to(Milvus.otherLocal(), folder, Configuration.local(store, staging));
        List<String> arguments = tenant.arguments(migrating.config(), client, more);
        arguments.add("--m2m.set[collections]=w_part");
        Coordinator coordinator = new Coordinator(start(CoordinatorApplication::start, arguments));
        for (Starter starter :
                List.<Starter>of(DumperApplication::start, LoaderApplication::start, VerifierApplication::start)) {
            start(starter, arguments);
        }

        String migration = coordinator.startMigration();
        await().pollInterval(Duration.ofMillis(20)).atMost(RUN).until(() -> Places.holds(staging, "manifest.json"));
        meanwhile.run();
        await().pollInterval(Duration.ofMillis(200)).atMost(RUN).until(() -> coordinator.finished(migration));

        assertThat(coordinator.report(migration).verdict()).isEqualTo("VERIFIED");
        assertThat(Oracle.findings(migrating.target(), store.truth(), "--leave-out", "w_l2", "w_bin", "w_new"))
                .isEmpty();
        System.err.printf(
                "%s: a migration over %s in %d ms%n",
                tenant.prefix(), client.getOrDefault("sasl.mechanism", "TLS"), (System.nanoTime() - start) / 1_000_000);
    }

    private String start(Starter starter, List<String> arguments) {
        RunningService service = starter.start(arguments);
        services.add(service);
        return service.address();
    }
}
