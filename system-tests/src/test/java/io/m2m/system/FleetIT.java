package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m2m.standalone.broker.EmbeddedBroker;
import io.m2m.system.Commands.Ended;
import io.m2m.system.Commands.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The four services as processes of their own, on one Kafka: what kills one of them harms no row. */
class FleetIT {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration RUN = Duration.ofMinutes(8);

    private final Path folder = Places.fresh("fleet");
    private final List<Running> services = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        services.forEach(Running::kill);
    }

    @Test
    void everyRowArrivesThoughADumperIsKilled() throws Exception {
        GenuineStore store = GenuineStore.unpack("mixed", folder.resolve("store"));
        Path staging = folder.resolve("staging");
        Migrating migrating = Migrating.to(Milvus.local(), folder, Configuration.local(store, staging));
        M2m.run(folder, "--version");
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            Running killed = start(broker, migrating, "dumper");
            start(broker, migrating, "loader");
            Running verifier = start(broker, migrating, "verifier");
            Coordinator coordinator = new Coordinator(address(start(broker, migrating, "coordinator")));
            start(broker, migrating, "dumper");
            services.forEach(service -> await().atMost(START).until(() -> coordinator.isReady(address(service))));

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
        GenuineStore store = GenuineStore.unpack("mixed", folder.resolve("store"));
        Path staging = folder.resolve("staging");
        Migrating migrating = Migrating.to(Milvus.local(), folder, Configuration.local(store, staging));
        M2m.run(folder, "--version");
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
                CoordinatorGroup group = new CoordinatorGroup(broker.bootstrapServers())) {
            Running killed = start(broker, migrating, "coordinator");
            Coordinator first = new Coordinator(address(killed));
            String deciding = await().atMost(START)
                    .until(group::deciding, Optional::isPresent)
                    .orElseThrow();
            Coordinator second = new Coordinator(address(start(broker, migrating, "coordinator")));
            for (String name : List.of("dumper", "loader", "verifier")) {
                start(broker, migrating, name);
            }
            services.forEach(service -> await().atMost(START).until(() -> second.isReady(address(service))));

            String migration = first.startMigration();
            await().pollInterval(Duration.ofMillis(20)).atMost(RUN).until(() -> Places.holds(staging, "manifest.json"));
            assertThat(group.deciding()).contains(deciding);
            killed.kill();
            long start = System.nanoTime();
            assertThat(second.finished(migration)).isFalse();
            await().pollInterval(Duration.ofMillis(100))
                    .atMost(START)
                    .until(group::deciding, now -> now.isPresent() && !now.get().equals(deciding));
            System.err.printf("take-over after %d ms%n", (System.nanoTime() - start) / 1_000_000);
            await().pollInterval(Duration.ofSeconds(1)).atMost(RUN).until(() -> second.finished(migration));

            assertThat(second.report(migration).verdict()).isEqualTo("VERIFIED");
            assertThat(Oracle.findings(migrating.target(), store.truth(), "--skip-invalid"))
                    .isEmpty();
        }
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
        GenuineStore store = GenuineStore.unpack("indexed", folder.resolve("store"));
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

    private Running start(EmbeddedBroker broker, Migrating migrating, String name) {
        Running service = M2m.start(
                folder,
                Map.of(
                        "M2M_KAFKA_BOOTSTRAP_SERVERS",
                        broker.bootstrapServers(),
                        "M2M_KAFKA_TASK_PARTITIONS",
                        "8",
                        "M2M_CONFIG",
                        migrating.config().toString()),
                List.of(
                        "service",
                        name,
                        "--server.port=0",
                        "--set",
                        "dumper.worker.limit=1",
                        "--set",
                        "dumper.minImportRows=1",
                        "--set",
                        "policy.invalidVectors=skip"));
        services.add(service);
        return service;
    }

    /** As the service says it when it runs. */
    private static String address(Running service) {
        return await().atMost(START)
                .until(
                        () -> {
                            assertThat(service.process().isAlive())
                                    .as(Files.readString(service.err()))
                                    .isTrue();
                            return Files.readAllLines(service.err()).stream()
                                    .filter(line -> line.contains("its probes are at "))
                                    .map(line -> line.replaceAll(".*(http://\\S+)/actuator.*", "$1"))
                                    .findFirst()
                                    .orElse("");
                        },
                        text -> !text.isEmpty());
    }
}
