package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A fleet whose Kafka is reset, slow, and silent for longer than a session lasts. */
@ResourceLock(Milvus.OTHER_LOCAL)
class FaultsOnKafkaIT {
    private static final Duration RUN = Duration.ofMinutes(5);
    /** A request begins with its length and its kind. */
    private static final String PRODUCE = "^.{4}\\x00\\x00";

    private static final String FETCH = "^.{4}\\x00\\x01";
    private static final String HEARTBEAT = "^.{4}\\x00\\x0c";
    private static final String END_OF_TRANSACTION = "^.{4}\\x00\\x1a";

    private final Path folder = Places.fresh("faults-kafka");

    @Test
    void everyRowArrives() throws Exception {
        SourceStore store = RandomStore.write(7, folder.resolve("store"));
        Migrating migrating =
                Migrating.to(Milvus.otherLocal(), folder, Configuration.local(store, folder.resolve("staging")));
        M2m.run(folder, "--version");
        int own = FaultProxy.freePort();
        FaultProxy proxy = new FaultProxy(folder);
        int port = proxy.tcp("127.0.0.1:" + own);
        try (proxy;
                BrokerProcess broker = BrokerProcess.behind(folder, own, port);
                Fleet fleet = new Fleet(broker.bootstrapServers(), migrating, Map.of())) {
            proxy.start();
            broker.start();
            Coordinator coordinator = fleet.ready("dumper", "dumper", "loader", "verifier");

            proxy.goOnWith(
                    proxy.fault(port, "reset", PRODUCE).after(5),
                    proxy.fault(port, "reset", PRODUCE).after(20),
                    proxy.fault(port, "reset", PRODUCE).after(40),
                    proxy.fault(port, "slow 1", PRODUCE).after(30).times(5),
                    proxy.fault(port, "reset", FETCH).after(30),
                    proxy.fault(port, "reset", FETCH).after(100),
                    proxy.fault(port, "slow 1", FETCH).after(60).times(10),
                    proxy.fault(port, "reset", END_OF_TRANSACTION).after(3),
                    proxy.fault(port, "silence 20", HEARTBEAT).after(3));
            String migration = coordinator.startMigration();
            await().pollInterval(Duration.ofSeconds(1)).atMost(RUN).until(() -> coordinator.finished(migration));

            assertThat(coordinator.report(migration).verdict()).isEqualTo("VERIFIED");
            assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(proxy::hasDoneAll);
        }
    }
}
