package io.m2m.standalone.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.wiring.RunningService;
import io.m2m.dumper.DumperApplication;
import io.m2m.standalone.broker.EmbeddedBroker;
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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that starts by itself, on a real broker: what it says when it cannot, and what its probes say. */
class SeparateServicesIT {
    private static final String YAML = """
            dumper: {worker: {workMode: milvus1x}}
            meta: {mode: sqlite, sqliteFile: meta.sqlite}
            source: {mode: local, local: {tablesDir: tables}}
            target:
              mode: local
              local: {outputDir: staging}
              milvus2x: {endpoint: 'localhost:19530'}
            """;

    private static EmbeddedBroker broker;
    private static int number;

    @TempDir
    private Path folder;

    private String prefix;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.startTemporary();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(folder.resolve("migration.yaml"), YAML);
        prefix = "alone" + ++number + ".";
    }

    @Test
    void aServiceMakesTheTopicsAndItsProbesAreUp() throws Exception {
        try (RunningService service = start("--m2m.kafka.task-partitions=3", "--m2m.kafka.replication=1");
                Admin admin = admin()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> admin.listTopics().names().get(),
                            topics -> topics.containsAll(
                                    List.of(prefix + "events", prefix + "dump-tasks", prefix + "dump-tasks-dlt")));
            assertThat(admin.describeTopics(List.of(prefix + "load-tasks"))
                            .allTopicNames()
                            .get()
                            .get(prefix + "load-tasks")
                            .partitions())
                    .hasSize(3);
            assertThat(status(service, "readiness")).isEqualTo(200);
            assertThat(status(service, "liveness")).isEqualTo(200);
        }
    }

    @Test
    void readinessEndsWithKafkaAndLivenessDoesNot() throws IOException {
        try (EmbeddedBroker own = EmbeddedBroker.startTemporary();
                RunningService service = start("--m2m.kafka.bootstrap-servers=" + own.bootstrapServers())) {
            assertThat(status(service, "readiness")).isEqualTo(200);

            own.close();

            await().atMost(Duration.ofSeconds(60)).until(() -> status(service, "readiness") == 503);
            assertThat(status(service, "liveness")).isEqualTo(200);
        }
    }

    @Test
    void topicsMadeBeforehandAreTakenAsTheyAre() throws Exception {
        KafkaSettings settings = new KafkaSettings("", Map.of(), prefix, 2, (short) 1, false);
        try (Admin admin = admin()) {
            admin.createTopics(settings.topics().madeBeforehand(settings)).all().get();
        }

        try (RunningService service = start("--m2m.kafka.create-topics=false", "--m2m.kafka.task-partitions=2")) {
            assertThat(status(service, "readiness")).isEqualTo(200);
        }
        assertRefused(
                Kind.CONFIGURATION,
                List.of("--m2m.kafka.create-topics=false", "--m2m.kafka.task-partitions=4"),
                prefix + "dump-tasks (2 partitions, wanted 4)",
                "docs/operations.md");
    }

    @Test
    void partitionsAreAddedToQueuesThatHaveFewerThanAreWanted() throws Exception {
        start("--m2m.kafka.task-partitions=2").close();

        start("--m2m.kafka.task-partitions=4").close();

        try (Admin admin = admin()) {
            String queue = prefix + "verify-tasks";
            assertThat(admin.describeTopics(List.of(queue))
                            .allTopicNames()
                            .get()
                            .get(queue)
                            .partitions())
                    .hasSize(4);
        }
    }

    @Test
    void eventsOnMoreThanOnePartitionAreRefused() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(prefix + "events", 3, (short) 1)))
                    .all()
                    .get();
        }

        assertRefused(
                Kind.CONFIGURATION,
                List.of("--m2m.kafka.task-partitions=1"),
                prefix + "events (3 partitions, wanted 1)");
    }

    @Test
    void missingTopicsAreNamed() {
        assertRefused(
                Kind.CONFIGURATION,
                List.of("--m2m.kafka.create-topics=false"),
                prefix + "events (not there)",
                prefix + "coordinator-migrations-changelog (not there)");
    }

    @Test
    void aSilentBrokerIsNamed() {
        assertRefused(
                Kind.UNREACHABLE,
                List.of(
                        "--m2m.kafka.bootstrap-servers=127.0.0.1:1",
                        "--m2m.kafka.client.default.api.timeout.ms=2000",
                        "--m2m.kafka.client.request.timeout.ms=1000"),
                "127.0.0.1:1",
                "m2m.kafka.bootstrap-servers");
    }

    @Test
    void anUnknownHostIsNamed() {
        assertRefused(
                Kind.UNREACHABLE,
                List.of("--m2m.kafka.bootstrap-servers=nowhere.invalid:9092"),
                "nowhere.invalid:9092",
                "does not answer");
    }

    @Test
    void withoutABrokerNothingStarts() {
        assertRefused(
                Kind.CONFIGURATION,
                List.of("--m2m.kafka.bootstrap-servers="),
                "m2m.kafka.bootstrap-servers",
                "M2M_KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void aWrongPropertyIsNamedWithoutItsValue() {
        assertRefused(Kind.CONFIGURATION, List.of("--m2m.kafka.task-partitions=many"), "m2m.kafka.task-partitions");
        assertRefused(Kind.CONFIGURATION, List.of("--m2m.kafka.topic-prefx=x."), "m2m.kafka.topic-prefx");
    }

    @Test
    void aWrongClientSettingIsNamed() {
        assertRefused(
                Kind.CONFIGURATION, List.of("--m2m.kafka.client.security.protocol=TSL"), "security.protocol", "TSL");
    }

    @Test
    void aClientSettingThatContradictsM2mIsNamed() {
        assertRefused(Kind.CONFIGURATION, List.of("--m2m.kafka.client.acks=1"), "acks is 1", "m2m relies on all");
    }

    @Test
    void clientSettingsAreReadFromAFile() throws IOException {
        Path secrets = Files.writeString(folder.resolve("client.properties"), "security.protocol=TSL\n");

        assertRefused(Kind.CONFIGURATION, List.of("--m2m.kafka.client-file=" + secrets), "security.protocol");
        assertRefused(Kind.CONFIGURATION, List.of("--m2m.kafka.client-file=" + folder), folder.toString());
    }

    @Test
    void aTakenPortIsNamed() {
        try (RunningService service = start()) {
            String port = service.address().replaceAll(".*:", "");

            assertRefused(Kind.CONFIGURATION, List.of("--server.port=" + port), port, "--server.port");
        }
    }

    private void assertRefused(Kind kind, List<String> arguments, String... words) {
        assertThatThrownBy(() -> start(arguments.toArray(String[]::new)).close())
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.problem().kind())
                            .as(refusal.getMessage())
                            .isEqualTo(kind);
                    assertThat(refusal).hasMessageContainingAll(words);
                });
    }

    /** Later arguments win. */
    private RunningService start(String... more) {
        Map<String, String> properties = new java.util.LinkedHashMap<>();
        properties.put("--m2m.config", folder.resolve("migration.yaml").toString());
        properties.put("--m2m.kafka.bootstrap-servers", broker.bootstrapServers());
        properties.put("--m2m.kafka.topic-prefix", prefix);
        properties.put("--server.port", "0");
        for (String argument : more) {
            int end = argument.indexOf('=');
            properties.put(argument.substring(0, end), argument.substring(end + 1));
        }
        return DumperApplication.start(properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue())
                .toList());
    }

    private static int status(RunningService service, String probe) {
        URI address = URI.create(service.address() + "/actuator/health/" + probe);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
