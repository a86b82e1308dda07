package io.m2m.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m2m.common.json.Json;
import io.m2m.common.json.MessageCodec;
import io.m2m.common.kafka.FailurePolicy;
import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.kafka.KafkaEvents;
import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.MessageSerde;
import io.m2m.common.kafka.Topics;
import io.m2m.common.kafka.Traces;
import io.m2m.common.kafka.WorkerContainers;
import io.m2m.common.message.DumpTask.DumpSegments;
import io.m2m.common.message.Event;
import io.m2m.common.message.Event.CollectionPrepared;
import io.m2m.common.message.Event.TaskFailed;
import io.m2m.common.message.Event.TaskProgressed;
import io.m2m.common.message.Event.TaskStarted;
import io.m2m.common.message.Events;
import io.m2m.common.message.LoadTask;
import io.m2m.common.message.LoadTask.PrepareCollection;
import io.m2m.common.message.Message;
import io.m2m.common.message.PlanEntry;
import io.m2m.common.message.Progress;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskHandler;
import io.m2m.common.message.TaskMessage;
import io.m2m.common.message.TaskRef;
import io.m2m.common.metrics.Meters;
import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.standalone.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** What becomes of a task that a worker takes from its queue: done, set aside at once, or tried again. */
class WorkerFailuresIT {
    private static final String GROUP = "loader";
    /** How long something unreachable is tried again here. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** A machine under load needs this long to join a group. */
    private static final Duration LONG = Duration.ofSeconds(90);

    private static EmbeddedBroker broker;
    private static int number;

    private final List<LoadTask> handled = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService heartbeats = Executors.newScheduledThreadPool(1);
    private final MessageCodec codec = new MessageCodec(Json.mapper());
    private final MessageSerde serde = new MessageSerde(codec);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private KafkaClients clients;
    private Topics topics;
    private KafkaEvents events;
    private Producer<String, byte[]> producer;
    private ConcurrentMessageListenerContainer<String, Message> worker;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.startTemporary();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void makeTopics() throws Exception {
        KafkaSettings settings =
                new KafkaSettings(broker.bootstrapServers(), Map.of(), "test" + ++number + ".", 1, (short) 1, true);
        clients = new KafkaClients(settings, serde, Meters.of(registry), Traces.none());
        topics = settings.topics();
        try (Admin admin = Admin.create(clients.forAdmin())) {
            admin.createTopics(topics.all(settings)).all().get();
        }
        events = new KafkaEvents(clients);
        producer = new KafkaProducer<>(clients.forProducer(), new StringSerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stopWorker() {
        worker.stop();
        producer.close();
        events.close();
        heartbeats.shutdownNow();
    }

    @Test
    void tellsWhatHappenedToATaskThatIsDone() {
        send(task("a"));
        work((task, progress) -> new CollectionPrepared(task.ref()));

        awaitEvents(new TaskStarted(ref("a")), new CollectionPrepared(ref("a")));
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void setsAnUnreadableMessageAsideAtOnceAndGoesOn() {
        byte[] unreadable = "{\"type\":\"from-the-future\"}".getBytes(StandardCharsets.UTF_8);
        send(unreadable);
        send(task("b"));
        work((task, progress) -> new CollectionPrepared(task.ref()));

        awaitEvents(new TaskStarted(ref("b")), new CollectionPrepared(ref("b")));
        assertThat(deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo(unreadable);
            assertThat(header(letter, "kafka_dlt-original-topic")).isEqualTo(topics.loadTasks());
        });
        assertThat(handled).containsExactly(task("b"));
    }

    @Test
    void triesAgainWhatCannotBeReachedThenSetsItAsideAndGoesOn() {
        send(task("away"));
        send(task("b"));
        work((task, progress) -> {
            if (task.equals(task("away"))) {
                throw new ProblemException(Kind.UNREACHABLE, "Milvus cannot be reached");
            }
            return new CollectionPrepared(task.ref());
        });

        awaitEvent(new CollectionPrepared(ref("b")));
        assertThat(outcomes())
                .containsExactly(
                        new TaskFailed(ref("away"), new Problem(Kind.UNREACHABLE, "Milvus cannot be reached")),
                        new CollectionPrepared(ref("b")));
        assertThat(handled.stream().filter(task("away")::equals)).hasSizeBetween(2, 10);
        assertThat(count("m2m.retries", "dependency", "other")).isBetween(1.0, 10.0);
        assertThat(count("m2m.dead.letters", "topic", topics.loadTasks())).isEqualTo(1);
        assertThat(deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(codec.decode(letter.value())).isEqualTo(task("away")));
    }

    @Test
    void goesOnWithATaskWhenWhatWasAwayIsBack() {
        send(task("a"));
        work((task, progress) -> {
            switch (handled.size()) {
                case 1 -> throw new ProblemException(Kind.UNREACHABLE, "Milvus cannot be reached");
                case 2 -> throw new IOException("connection reset");
                default -> {
                    return new CollectionPrepared(task.ref());
                }
            }
        });

        awaitEvent(new CollectionPrepared(ref("a")));
        assertThat(outcomes()).containsExactly(new CollectionPrepared(ref("a")));
        assertThat(handled).hasSize(3);
        assertThat(deadLetters()).isEmpty();
        assertThat(count("m2m.retries", "dependency", "other")).isEqualTo(1);
        assertThat(count("m2m.retries", "dependency", "storage")).isEqualTo(1);
        assertThat(count("m2m.dead.letters", "topic", topics.loadTasks())).isZero();
    }

    @Test
    void setsEveryOtherFailureAsideAtOnceAndGoesOn() {
        send(task("damaged"));
        send(task("defect"));
        send(task("b"));
        work((task, progress) -> {
            if (task.equals(task("damaged"))) {
                throw new ProblemException(Kind.DAMAGED, "1.uid ends at byte 7");
            }
            if (task.equals(task("defect"))) {
                throw new IllegalStateException("impossible");
            }
            return new CollectionPrepared(task.ref());
        });

        awaitEvent(new CollectionPrepared(ref("b")));
        assertThat(outcomes())
                .containsExactly(
                        new TaskFailed(ref("damaged"), new Problem(Kind.DAMAGED, "1.uid ends at byte 7")),
                        new TaskFailed(
                                ref("defect"),
                                new Problem(
                                        Kind.DEFECT,
                                        "unexpected failure in m2m: java.lang.IllegalStateException: impossible")),
                        new CollectionPrepared(ref("b")));
        assertThat(handled).containsExactly(task("damaged"), task("defect"), task("b"));
        assertThat(deadLetters()).hasSize(2);
    }

    @Test
    void setsATaskOfAnotherFamilyAside() {
        TaskMessage stray = new DumpSegments(ref("stray"), "c", new PlanEntry(0, 1), null);
        send(codec.encode(stray));
        send(task("b"));
        work((task, progress) -> new CollectionPrepared(task.ref()));

        awaitEvent(new CollectionPrepared(ref("b")));
        assertThat(outcomes().getFirst()).isInstanceOfSatisfying(TaskFailed.class, failed -> {
            assertThat(failed.ref()).isEqualTo(ref("stray"));
            assertThat(failed.problem().kind()).isEqualTo(Kind.DEFECT);
        });
        assertThat(deadLetters()).hasSize(1);
    }

    @Test
    void movesTheOffsetOnlyAfterTheEventIsStored() throws Exception {
        List<Long> committedWhileTelling = new CopyOnWriteArrayList<>();
        send(task("a"));
        work((task, progress) -> new CollectionPrepared(task.ref()), event -> {
            committedWhileTelling.add(committed());
            events.publish(event);
        });

        awaitEvent(new CollectionPrepared(ref("a")));
        await().atMost(LONG).until(() -> committed() == 1);
        assertThat(committedWhileTelling).isNotEmpty().containsOnly(0L);
    }

    @Test
    void doesATaskAgainWhoseEventWasNotStored() {
        List<Event> refused = new CopyOnWriteArrayList<>();
        send(task("a"));
        work((task, progress) -> new CollectionPrepared(task.ref()), event -> {
            if (event instanceof CollectionPrepared && refused.isEmpty()) {
                refused.add(event);
                throw new ProblemException(Kind.UNREACHABLE, "Kafka did not store an event");
            }
            events.publish(event);
        });

        awaitEvent(new CollectionPrepared(ref("a")));
        assertThat(handled).containsExactly(task("a"), task("a"));
        assertThat(outcomes()).containsExactly(new CollectionPrepared(ref("a")));
    }

    @Test
    void tellsHowFarARunningTaskIs() {
        CountDownLatch heard = new CountDownLatch(1);
        send(task("long"));
        work((task, progress) -> {
            progress.report(5, 50);
            heard.await();
            return new CollectionPrepared(task.ref());
        });

        awaitEvent(new TaskProgressed(ref("long"), 5, 50));
        heard.countDown();
        awaitEvent(new CollectionPrepared(ref("long")));
    }

    private void work(TaskHandler<LoadTask> handler) {
        work(handler, events::publish);
    }

    private void work(TaskHandler<LoadTask> handler, Events told) {
        TaskHandler<LoadTask> remembering = (LoadTask task, Progress progress) -> {
            handled.add(task);
            return handler.handle(task, progress);
        };
        worker = new WorkerContainers(clients, serde, new FailurePolicy(PATIENCE), told, heartbeats)
                .workers(GROUP, topics.loadTasks(), LoadTask.class, remembering, 1);
        worker.start();
    }

    private static TaskRef ref(String collection) {
        return new TaskRef("m", 1, Step.PREPARE, collection, 1);
    }

    private static PrepareCollection task(String collection) {
        return new PrepareCollection(ref(collection), collection);
    }

    private double count(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).counter().count();
    }

    private void send(LoadTask task) {
        send(codec.encode(task));
    }

    private void send(byte[] bytes) {
        producer.send(new ProducerRecord<>(topics.loadTasks(), "key", bytes));
        producer.flush();
    }

    private void awaitEvent(Event expected) {
        await().atMost(LONG).untilAsserted(() -> assertThat(told()).contains(expected));
    }

    private void awaitEvents(Event... expected) {
        await().atMost(LONG).untilAsserted(() -> assertThat(told()).containsExactly(expected));
    }

    /** Events without signs of life. */
    private List<Event> outcomes() {
        return told().stream()
                .filter(event -> !(event instanceof TaskStarted || event instanceof TaskProgressed))
                .toList();
    }

    private List<Event> told() {
        return all(topics.events()).stream()
                .map(record -> (Event) codec.decode(record.value()))
                .toList();
    }

    private List<ConsumerRecord<String, byte[]>> deadLetters() {
        return all(topics.loadTasks() + Topics.DEAD_LETTER);
    }

    private List<ConsumerRecord<String, byte[]>> all(String topic) {
        TopicPartition only = new TopicPartition(topic, 0);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (Consumer<String, byte[]> reader = new KafkaConsumer<>(
                clients.forConsumer(Map.of()), new StringDeserializer(), new ByteArrayDeserializer())) {
            reader.assign(List.of(only));
            reader.seekToBeginning(List.of(only));
            long end = reader.endOffsets(List.of(only)).get(only);
            while (reader.position(only) < end) {
                reader.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }

    private long committed() {
        TopicPartition only = new TopicPartition(topics.loadTasks(), 0);
        try (Admin admin = Admin.create(clients.forAdmin())) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(
                            clients.settings().topicPrefix() + GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.get(only) == null ? 0 : offsets.get(only).offset();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
