package io.m2m.common.wiring;

import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a service that runs by itself is told from outside, each as a property, an environment variable ({@code M2M_CONFIG},
 * {@code M2M_KAFKA_BOOTSTRAP_SERVERS}, ...) or an argument ({@code --m2m.kafka.topic-prefix=...}).
 *
 * @param config the {@code migration.yaml}; absent for the usual places
 * @param set values by key of {@code migration.yaml} that win over the file and the environment
 */
@ConfigurationProperties(prefix = "m2m", ignoreUnknownFields = false)
record ServiceProperties(
        @Nullable Path config,
        @DefaultValue Map<String, String> set,
        @DefaultValue Kafka kafka) {
    /**
     * @param bootstrapServers {@code host:port,...}; without it nothing starts
     * @param client settings that every Kafka client gets
     * @param clientFile Java properties with more of them, for secrets; {@code client} wins
     * @param topicPrefix before every topic, group and transactional id
     * @param taskPartitions partitions of each task topic, the same for all services
     * @param replication copies of each topic; -1 leaves it to the broker
     * @param createTopics false when the topics were made beforehand
     */
    record Kafka(
            @Nullable String bootstrapServers,
            @DefaultValue Map<String, String> client,
            @Nullable Path clientFile,
            @DefaultValue(KafkaSettings.TOPIC_PREFIX) String topicPrefix,
            @DefaultValue("32") int taskPartitions,
            @DefaultValue("-1") short replication,
            @DefaultValue("true") boolean createTopics) {

        KafkaSettings settings() {
            if (bootstrapServers == null || bootstrapServers.isBlank()) {
                throw refused("m2m.kafka.bootstrap-servers is missing: name the brokers as host:port, for example in"
                        + " the environment variable M2M_KAFKA_BOOTSTRAP_SERVERS");
            }
            if (taskPartitions < 1) {
                throw refused("m2m.kafka.task-partitions is " + taskPartitions + " but must be 1 or more");
            }
            Map<String, String> all = new HashMap<>(clientFile == null ? Map.of() : read(clientFile));
            all.putAll(client);
            return new KafkaSettings(bootstrapServers, all, topicPrefix, taskPartitions, replication, createTopics);
        }

        private static Map<String, String> read(Path file) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                read.load(reader);
            } catch (IOException | IllegalArgumentException unreadable) {
                throw refused("m2m.kafka.client-file names " + file + ", which cannot be read as Java properties ("
                        + unreadable.getClass().getSimpleName() + ")");
            }
            Map<String, String> settings = new HashMap<>();
            read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
            return settings;
        }

        private static ProblemException refused(String sentence) {
            return new ProblemException(Kind.CONFIGURATION, sentence);
        }
    }
}
