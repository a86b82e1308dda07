package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m2m.standalone.broker.EmbeddedBroker;
import io.m2m.system.Commands.Running;
import io.m2m.system.OtlpCollector.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Four services watched from outside: metrics of each, log lines as JSON, one trace through all of them. */
@ResourceLock(Milvus.OTHER_LOCAL)
class TracedRunIT {
    private static final Duration RUN = Duration.ofMinutes(8);

    private final Path folder = Places.fresh("traced");

    @Test
    void aRunOfSeparateServicesIsCountedLoggedAndTraced() throws Exception {
        SourceStore store = GenuineStore.unpack("indexed", folder.resolve("store"));
        Migrating migrating =
                Migrating.to(Milvus.otherLocal(), folder, Configuration.local(store, folder.resolve("staging")));
        M2m.run(folder, "--version");
        try (OtlpCollector collector = OtlpCollector.start();
                EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
                Fleet fleet = new Fleet(
                        broker.bootstrapServers(),
                        migrating,
                        Map.of(
                                "LOGGING_STRUCTURED_FORMAT_CONSOLE",
                                "logstash",
                                "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT",
                                collector.endpoint()))) {
            Running dumper = fleet.start("dumper");
            Running loader = fleet.start("loader");
            Running verifier = fleet.start("verifier");
            String address = Fleet.address(fleet.start("coordinator"));
            Coordinator coordinator = new Coordinator(address);
            fleet.awaitReady(coordinator);

            String migration = coordinator.startMigration();
            await().pollInterval(Duration.ofSeconds(1)).atMost(RUN).until(() -> coordinator.finished(migration));

            assertThat(coordinator.report(migration).verdict()).isEqualTo("VERIFIED");
            assertThat(metrics(dumper))
                    .contains("m2m_rows_total{collection=", "m2m_task_seconds_bucket{phase=\"dump\"");
            assertThat(metrics(loader)).contains("phase=\"load\"", "m2m_imports{state=\"running\"} 0.0");
            assertThat(metrics(verifier))
                    .contains("phase=\"verify\"", "m2m_dead_letters_total{topic=\"m2m.verify-tasks\"} 0.0");
            assertThat(metrics(address))
                    .contains("m2m_verdict{migration=\"" + migration + "\",verdict=\"VERIFIED\"} 1.0");
            theLogNamesTheTask(loader, migration);
            oneTraceGoesThroughAllServices(collector);
        }
    }

    private static void theLogNamesTheTask(Running loader, String migration) throws IOException {
        JsonNode line = Files.readAllLines(loader.err()).stream()
                .filter(text -> text.startsWith("{"))
                .map(text -> new JsonMapper().readTree(text))
                .filter(json -> json.path("message").asString().equals("import submitted"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such line in " + loader.err()));

        assertThat(line.path("migration").asString()).isEqualTo(migration);
        assertThat(line.path("collection").asString()).isNotEmpty();
        assertThat(line.path("task").asString()).isNotEmpty();
        assertThat(line.path("traceId").asString()).hasSize(32);
    }

    private static void oneTraceGoesThroughAllServices(OtlpCollector collector) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(collector.spans().stream()
                                .collect(Collectors.groupingBy(
                                        Span::trace, Collectors.mapping(Span::service, Collectors.toSet())))
                                .values())
                        .anySatisfy(services -> assertThat(services)
                                .containsAll(List.of("m2m-coordinator", "m2m-dumper", "m2m-loader", "m2m-verifier"))));
    }

    private static String metrics(Running service) throws IOException, InterruptedException {
        return metrics(Fleet.address(service));
    }

    private static String metrics(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address + "/actuator/prometheus"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
