package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m2m.standalone.broker.EmbeddedBroker;
import io.m2m.system.Commands.Ended;
import io.m2m.system.Commands.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The four services as processes of their own, on one Kafka: what kills one of them harms no row. */
@ResourceLock(Milvus.OTHER_LOCAL)
class FleetIT {
    private static final Duration RUN = Duration.ofMinutes(8);

    private final Path folder = Places.fresh("fleet");

    @Test
    void everyRowArrivesThoughADumperIsKilled() throws Exception {
        SourceStore store = GenuineStore.unpack("mixed", folder.resolve("store"));
        Path staging = folder.resolve("staging");
        Migrating migrating = Migrating.to(Milvus.otherLocal(), folder, Configuration.local(store, staging));
        M2m.run(folder, "--version");
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
                Fleet fleet = new Fleet(broker.bootstrapServers(), migrating, Map.of())) {
            Running killed = fleet.start("dumper");
            fleet.start("loader");
            Running verifier = fleet.start("verifier");
            Coordinator coordinator = new Coordinator(Fleet.address(fleet.start("coordinator")));
            fleet.start("dumper");
            fleet.awaitReady(coordinator);

            String migration = coordinator.startMigration();
            await().pollInterval(Duration.ofMillis(20)).atMost(RUN).until(() -> Places.holds(staging, "manifest.json"));
            killed.kill();
            assertThat(coordinator.finished(migration)).isFalse();
            await().pollInterval(Duration.ofSeconds(1)).atMost(RUN).until(() -> coordinator.finished(migration));

            assertThat(coordinator.report(migration).verdict()).isEqualTo("VERIFIED");
            assertThat(Oracle.findings(migrating.target(), store.truth(), "--skip-invalid"))
                    .isEmpty();

            verifier.process().destroy();
            assertThat(verifier.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(verifier.process().exitValue()).isEqualTo(143);
        }
    }

    @Test
    void anotherCoordinatorTakesOverFromOneThatIsKilled() throws Exception {
        SourceStore store = GenuineStore.unpack("mixed", folder.resolve("store"));
        Path staging = folder.resolve("staging");
        Migrating migrating = Migrating.to(Milvus.otherLocal(), folder, Configuration.local(store, staging));
        M2m.run(folder, "--version");
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
                CoordinatorGroup group = new CoordinatorGroup(broker.bootstrapServers());
                Fleet fleet = new Fleet(broker.bootstrapServers(), migrating, Map.of())) {
            Running one = fleet.start("coordinator");
            Coordinator first = new Coordinator(Fleet.address(one));
            String nameOfTheFirst = deciding(group);
            Running other = fleet.start("coordinator");
            Coordinator second = new Coordinator(Fleet.address(other));
            List.of("dumper", "loader", "verifier").forEach(fleet::start);
            fleet.awaitReady(second);

            String migration = first.startMigration();
            await().pollInterval(Duration.ofMillis(20)).atMost(RUN).until(() -> Places.holds(staging, "manifest.json"));
            String deciding = deciding(group);
            boolean firstDecides = deciding.equals(nameOfTheFirst);
            (firstDecides ? one : other).kill();
            Coordinator left = firstDecides ? second : first;
            long start = System.nanoTime();
            assertThat(left.finished(migration)).isFalse();
            await().pollInterval(Duration.ofMillis(100))
                    .atMost(Fleet.START)
                    .until(group::deciding, now -> now.isPresent() && !now.get().equals(deciding));
            System.err.printf("take-over after %d ms%n", (System.nanoTime() - start) / 1_000_000);
            await().pollInterval(Duration.ofSeconds(1)).atMost(RUN).until(() -> left.finished(migration));

            assertThat(left.report(migration).verdict()).isEqualTo("VERIFIED");
            assertThat(Oracle.findings(migrating.target(), store.truth(), "--skip-invalid"))
                    .isEmpty();
        }
    }

    private static String deciding(CoordinatorGroup group) {
        return await().atMost(Fleet.START)
                .until(group::deciding, Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void aServiceThatIsToldNothingSaysWhatItMisses() {
        M2m.run(folder, "--version");

        Ended unconfigured = M2m.run(folder, "service", "dumper", "--server.port=0");

        assertThat(unconfigured.code()).isEqualTo(2);
        assertThat(unconfigured.err())
                .startsWith("m2m: m2m.kafka.bootstrap-servers is missing")
                .hasLineCount(1);
    }

    @Test
    void aServiceWithoutKafkaSaysSoInOneSentence() {
        SourceStore store = GenuineStore.unpack("indexed", folder.resolve("store"));
        Path config = Configuration.local(store, folder.resolve("staging")).write(folder, "http://127.0.0.1:1");
        M2m.run(folder, "--version");

        Ended unheard = M2m.start(
                        folder,
                        Map.of("M2M_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"),
                        List.of("service", "loader", "--server.port=0", "--config", config.toString()))
                .end();

        assertThat(unheard.code()).isEqualTo(3);
        assertThat(unheard.err())
                .startsWith("m2m: Kafka at 127.0.0.1:1 does not answer")
                .hasLineCount(1);
    }
}
