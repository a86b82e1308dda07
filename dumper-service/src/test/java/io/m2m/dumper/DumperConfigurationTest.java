package io.m2m.dumper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.m2m.common.config.ConfigLoader;
import io.m2m.common.config.MigrationConfig;
import io.m2m.common.json.Json;
import io.m2m.common.json.MessageCodec;
import io.m2m.common.kafka.FailurePolicy;
import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.MessageSerde;
import io.m2m.common.kafka.WorkerContainers;
import io.m2m.common.message.Message;
import io.m2m.common.metrics.Meters;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.dumper.dump.SourceRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

class DumperConfigurationTest {
    private final DumperConfiguration configuration = new DumperConfiguration();

    @TempDir
    private Path folder;

    @Test
    void dumpsAsManyTasksAtATimeAsConfigured() throws IOException {
        KafkaSettings kafka = KafkaSettings.embedded("127.0.0.1:1");
        MessageSerde serde = new MessageSerde(new MessageCodec(Json.mapper()));
        MigrationConfig config = config();
        try (ScheduledExecutorService heartbeats = Executors.newScheduledThreadPool(1)) {
            WorkerContainers containers = new WorkerContainers(
                    new KafkaClients(kafka, serde),
                    serde,
                    new FailurePolicy(Duration.ofSeconds(1)),
                    event -> {},
                    heartbeats);

            ConcurrentMessageListenerContainer<String, Message> dumper = configuration.dumper(
                    config,
                    kafka,
                    containers,
                    configuration.sourceRoots(config, Meters.none()),
                    new LocalObjectStore(folder),
                    new io.m2m.common.json.JsonDocuments(new LocalObjectStore(folder), Json.mapper()));

            assertThat(dumper.getConcurrency()).isEqualTo(3);
            assertThat(dumper.getContainerProperties().getTopics()).containsExactly("m2m.dump-tasks");
        }
    }

    @Test
    void aSourceThatIsGoneIsMissedOnlyWhenItIsNeeded() throws IOException {
        SourceRoots roots = configuration.sourceRoots(config(), Meters.none());

        assertThatCode(roots::close).doesNotThrowAnyException();
    }

    private MigrationConfig config() throws IOException {
        Path file = Files.writeString(folder.resolve("migration.yaml"), """
                dumper: {worker: {workMode: milvus1x, limit: 3}}
                meta: {mode: sqlite, sqliteFile: meta.sqlite}
                source: {mode: local, local: {tablesDir: gone}}
                target: {mode: local, local: {outputDir: staging}}
                """);
        return new ConfigLoader(Map.of()).load(file, Map.of());
    }
}
