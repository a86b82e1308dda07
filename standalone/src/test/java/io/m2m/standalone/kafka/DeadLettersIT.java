package io.m2m.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m2m.common.json.Json;
import io.m2m.common.json.MessageCodec;
import io.m2m.common.kafka.FailurePolicy;
import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.MessageSerde;
import io.m2m.common.kafka.Topics;
import io.m2m.common.kafka.WorkerContainers;
import io.m2m.common.message.LoadTask;
import io.m2m.common.message.LoadTask.PrepareCollection;
import io.m2m.common.message.Message;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.coordinator.kafka.DeadLetters;
import io.m2m.standalone.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** What a worker set aside, and which of it an operator's retry puts back. */
class DeadLettersIT {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final byte[] UNREADABLE = "{\"type\":\"from-the-future\"}".getBytes(StandardCharsets.UTF_8);

    private final ScheduledExecutorService heartbeats = Executors.newScheduledThreadPool(1);
    private final MessageCodec codec = new MessageCodec(Json.mapper());
    private final MessageSerde serde = new MessageSerde(codec);
    private EmbeddedBroker broker;
    private KafkaClients clients;
    private Topics topics;
    private ConcurrentMessageListenerContainer<String, Message> worker;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.startTemporary();
        KafkaSettings settings = new KafkaSettings(broker.bootstrapServers(), Map.of(), "test.", 2, (short) 1, true);
        clients = new KafkaClients(settings, serde);
        topics = settings.topics();
        try (Admin admin = Admin.create(clients.forAdmin())) {
            admin.createTopics(topics.all(settings)).all().get();
        }
        worker = new WorkerContainers(clients, serde, new FailurePolicy(Duration.ZERO), event -> {}, heartbeats)
                .workers(
                        "loader",
                        topics.loadTasks(),
                        LoadTask.class,
                        (task, progress) -> {
                            throw new ProblemException(Kind.TARGET, "the target refused it");
                        },
                        1);
        worker.start();
    }

    @AfterEach
    void stop() {
        worker.stop();
        heartbeats.shutdownNow();
        broker.close();
    }

    @Test
    void onlyWhatNobodyCouldReadIsPutBackByteForByteAndOnce() {
        TaskRef ref = new TaskRef("m", 1, Step.PREPARE, "c", 1);
        send(UNREADABLE);
        send(codec.encode(new PrepareCollection(ref, "c")));
        await().atMost(LONG).until(() -> letters().size() == 2);
        DeadLetters deadLetters = new DeadLetters(clients);

        deadLetters.putBack();

        await().atMost(LONG).until(() -> letters().size() == 3);
        assertThat(all(topics.loadTasks())).hasSize(3).last().satisfies(again -> {
            assertThat(again.value()).isEqualTo(UNREADABLE);
            assertThat(again.key()).isEqualTo("key");
            assertThat(again.partition()).isEqualTo(1);
            assertThat(headers(again)).containsExactly("m2m-attempt=1");
        });

        deadLetters.putBack();

        await().atMost(LONG).until(() -> letters().size() == 4);
        assertThat(all(topics.loadTasks()))
                .hasSize(4)
                .last()
                .satisfies(again -> assertThat(headers(again)).containsExactly("m2m-attempt=2"));
    }

    @Test
    void nothingSetAsideIsNothingPutBack() {
        new DeadLetters(clients).putBack();

        assertThat(all(topics.loadTasks())).isEmpty();
    }

    private void send(byte[] bytes) {
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(clients.forProducer(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topics.loadTasks(), 1, "key", bytes));
        }
    }

    private List<ConsumerRecord<String, byte[]>> letters() {
        return all(topics.loadTasks() + Topics.DEAD_LETTER);
    }

    private static List<String> headers(ConsumerRecord<?, ?> record) {
        List<String> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    /** The records of the partition that is used here. */
    private List<ConsumerRecord<String, byte[]>> all(String topic) {
        TopicPartition part = new TopicPartition(topic, 1);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (Consumer<String, byte[]> reader = new KafkaConsumer<>(
                clients.forConsumer(Map.of()), new StringDeserializer(), new ByteArrayDeserializer())) {
            reader.assign(List.of(part));
            reader.seekToBeginning(List.of(part));
            long end = reader.endOffsets(List.of(part)).get(part);
            while (reader.position(part) < end) {
                reader.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }
}
