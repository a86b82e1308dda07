package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m2m.standalone.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Every message comes twice, late and out of order, and messages that nobody can read lie between them. */
@ResourceLock(Milvus.THIRD_LOCAL)
class DisturbedQueuesIT {
    private static final Duration RUN = Duration.ofMinutes(8);
    private static final Duration LATEST = Duration.ofSeconds(12);
    private static final List<String> QUEUES =
            List.of("m2m.events", "m2m.plan-tasks", "m2m.dump-tasks", "m2m.load-tasks", "m2m.verify-tasks");
    private static final byte[] POISON = "{\"type\": \"of-another-world\"}".getBytes(StandardCharsets.UTF_8);

    private final Path folder = Places.fresh("disturbed-queues");

    @Test
    void everyRowArrivesOnceAndWhatNobodyCanReadIsSetAside() throws Exception {
        SourceStore store = RandomStore.write(7, folder.resolve("store"));
        Migrating migrating =
                Migrating.to(Milvus.thirdLocal(), folder, Configuration.local(store, folder.resolve("staging")));
        M2m.run(folder, "--version");
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
                Fleet fleet = new Fleet(broker.bootstrapServers(), migrating, Map.of())) {
            Coordinator coordinator = fleet.ready("dumper", "dumper", "loader", "verifier");
            try (MessageCopier copier = new MessageCopier(broker.bootstrapServers(), 1, LATEST, 7)) {
                poison(broker.bootstrapServers());

                String migration = coordinator.startMigration();
                await().pollInterval(Duration.ofSeconds(1)).atMost(RUN).until(() -> coordinator.finished(migration));
                await().pollDelay(Duration.ofSeconds(1)).atMost(RUN).until(copier::isThrough);

                assertThat(copier.copied()).isPositive();
                assertThat(coordinator.report(migration).verdict()).isEqualTo("VERIFIED");
                assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
                setAsideWithItsCause(broker.bootstrapServers());
            }
        }
    }

    private static void poison(String bootstrapServers) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            QUEUES.forEach(queue -> producer.send(new ProducerRecord<>(queue, POISON, POISON)));
        }
    }

    /** The copy of each, too. */
    private static void setAsideWithItsCause(String bootstrapServers) {
        for (String queue : QUEUES) {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(letters(bootstrapServers, queue + "-dlt"))
                            .as(queue)
                            .hasSize(2)
                            .allSatisfy(letter -> {
                                assertThat(letter.value()).isEqualTo(POISON);
                                assertThat(letter.headers())
                                        .anyMatch(header ->
                                                header.key().matches("kafka_dlt-exception-.*|__streams\\.errors\\..*"));
                            }));
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> letters(String bootstrapServers, String topic) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (Consumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> parts = reader.partitionsFor(topic).stream()
                    .map(part -> new TopicPartition(topic, part.partition()))
                    .toList();
            reader.assign(parts);
            reader.seekToBeginning(parts);
            Map<TopicPartition, Long> ends = reader.endOffsets(parts);
            while (parts.stream().anyMatch(part -> reader.position(part) < ends.get(part))) {
                reader.poll(Duration.ofMillis(500)).forEach(letters::add);
            }
        }
        return letters;
    }
}
