package io.m2m.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.config.ConfigLoader;
import io.m2m.common.config.IndexChoice;
import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.Milvus2xConfig.IfExists;
import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.json.MessageCodec;
import io.m2m.common.kafka.FailurePolicy;
import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.MessageSerde;
import io.m2m.common.kafka.WorkerContainers;
import io.m2m.common.message.Events;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.common.wiring.StorageConfiguration;
import io.m2m.loader.milvus2.RealServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import tools.jackson.databind.json.JsonMapper;

final class LoaderConfigurationTest {
    @TempDir
    private Path folder;

    @Test
    void makesItsWorkersForAConfigurationThatNamesNoTarget() throws IOException {
        Path file = Files.writeString(folder.resolve("migration.yaml"), """
                dumper: {worker: {limit: 2, workMode: milvus1x}}
                meta: {mode: local, localFile: %1$s/meta.json}
                source: {mode: local, local: {tablesDir: %1$s}}
                target: {mode: local, local: {outputDir: %1$s/out}}
                """.formatted(folder));
        MigrationConfig config = new ConfigLoader(Map.of()).load(file, Map.of());
        KafkaSettings kafka = KafkaSettings.embedded("127.0.0.1:1");
        MessageSerde serde = new MessageSerde(new MessageCodec(Json.mapper()));
        Events deaf = event -> {};

        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean(MigrationConfig.class, () -> config);
            context.registerBean(KafkaSettings.class, () -> kafka);
            context.registerBean(JsonMapper.class, Json::mapper);
            context.registerBean(Events.class, () -> deaf);
            context.registerBean(
                    WorkerContainers.class,
                    () -> new WorkerContainers(
                            new KafkaClients(kafka, serde),
                            serde,
                            new FailurePolicy(Duration.ofSeconds(1)),
                            deaf,
                            Executors.newSingleThreadScheduledExecutor()));
            context.register(StorageConfiguration.class, LoaderConfiguration.class);
            context.refresh();

            assertThat(context.getBean(ConcurrentMessageListenerContainer.class).getConcurrency())
                    .isEqualTo(kafka.taskPartitions());
        }
    }

    @Test
    void tellsOfATargetThatDoesNotAnswer() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String url = "http://127.0.0.1:" + port;
        MigrationPlan plan = new MigrationPlan(MigrationPlan.SCHEMA, "m-1", "test", List.of());

        assertThatThrownBy(() -> LoaderConfiguration.checkTarget(
                        RealServer.config(url, new IndexChoice.FromSource(), IfExists.FAIL),
                        plan,
                        List.of(),
                        new JsonDocuments(new LocalObjectStore(folder), Json.mapper())))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        away -> assertThat(away.problem().kind()).isEqualTo(Kind.UNREACHABLE))
                .hasMessageContaining(url)
                .hasMessageContaining("target.milvus2x.endpoint");
    }
}
