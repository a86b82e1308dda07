package io.m2m.coordinator.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.json.MessageCodec;
import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.MessageSerde;
import io.m2m.common.kafka.Topics;
import io.m2m.common.message.Command;
import io.m2m.common.message.Event.MigrationPlanned;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Event.PlannedCollection;
import io.m2m.common.message.Event.TaskPlanned;
import io.m2m.common.message.Level;
import io.m2m.common.message.Message;
import io.m2m.common.message.PlanEntry;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskMessage;
import io.m2m.common.message.TaskRef;
import io.m2m.common.metrics.Meters;
import io.m2m.coordinator.migration.Migration;
import io.m2m.coordinator.migration.Room;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class CoordinatorTopologyTest {
    private static final TaskRef PLANNING = new TaskRef("m1", 5, Step.PLAN, TaskRef.WHOLE, 1);

    @TempDir
    Path folder;

    private final KafkaSettings settings = KafkaSettings.embedded("unused:9092");
    private final Topics topics = settings.topics();
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final MessageSerde serde = new MessageSerde(new MessageCodec(mapper));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = Meters.of(registry);
    private TopologyTestDriver driver;
    private TestInputTopic<String, Message> events;

    @BeforeEach
    void start() {
        Properties config = new Properties();
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableEvents.class);
        config.put(UnreadableEvents.METERS, meters);
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        driver = new TopologyTestDriver(
                CoordinatorTopology.of(settings, serde, mapper, meters, tasks -> new Migration(Room.of(4, 8), tasks)),
                config);
        events = driver.createInputTopic(topics.events(), new StringSerializer(), serde.serializer());
    }

    @AfterEach
    void stop() {
        driver.close();
        meters.close();
    }

    @Test
    void sendsTheTasksThatWereDecided() {
        events.pipeInput("m1", new MigrationRequested("m1", 5, Command.DUMP, Level.FULL));
        plan();

        List<Message> plans = output(topics.planTasks()).readValuesToList();
        List<Message> dumps = output(topics.dumpTasks()).readValuesToList();

        assertThat(plans)
                .singleElement()
                .satisfies(task -> assertThat(((TaskMessage) task).ref()).isEqualTo(PLANNING));
        assertThat(dumps)
                .singleElement()
                .satisfies(task -> assertThat(((TaskMessage) task).ref().name()).isEqualTo("t0"));
    }

    @Test
    void tellsTheStatusToAnyone() {
        events.pipeInput("m1", new MigrationRequested("m1", 5, Command.DUMP, Level.FULL));

        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(output(topics.status()).readKeyValuesToMap().get("m1"))
                .isInstanceOfSatisfying(
                        MigrationStatus.class,
                        status -> assertThat(status.state()).isEqualTo("PLANNING"));
    }

    @Test
    void remembersInItsStoreAllThatARestartNeeds() {
        events.pipeInput("m1", new MigrationRequested("m1", 5, Command.DUMP, Level.FULL));
        plan();
        MigrationMemory memory = new MigrationMemory(driver.getKeyValueStore(DecisionProcessor.STORE), mapper);
        Migration restarted = new Migration(Room.of(4, 8), memory.tasks("m1"));

        memory.restore("m1", restarted, Instant.EPOCH);

        assertThat(restarted.status().messages())
                .hasSize(2)
                .first()
                .isInstanceOfSatisfying(
                        MigrationStatus.class,
                        status -> assertThat(status.state()).isEqualTo("RUNNING"));
    }

    @Test
    void setsAsideAMessageThatIsNoEvent() {
        events.pipeInput("m1", new io.m2m.common.message.PlanTask.PlanMigration(PLANNING, Command.DUMP));

        assertThat(output(topics.events() + Topics.DEAD_LETTER).readValuesToList())
                .hasSize(1);
        assertThat(deadLetters()).isEqualTo(1);
    }

    @Test
    void countsAnEventThatCannotBeRead() {
        driver.createInputTopic(topics.events(), new StringSerializer(), new StringSerializer())
                .pipeInput("m1", "no event at all");

        assertThat(deadLetters()).isEqualTo(1);
    }

    @Test
    void aTaskGoesOnWithTheTraceOfTheEventThatCausedIt() {
        Headers headers = new RecordHeaders()
                .add("traceparent", "00-1-2-01".getBytes(StandardCharsets.UTF_8))
                .add("else", new byte[0]);

        events.pipeInput(new TestRecord<>("m1", new MigrationRequested("m1", 5, Command.DUMP, Level.FULL), headers));

        assertThat(output(topics.planTasks()).readRecord().headers())
                .extracting(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .containsExactly("traceparent=00-1-2-01");
    }

    private double deadLetters() {
        return registry.get("m2m.dead.letters")
                .tag("topic", topics.events())
                .counter()
                .count();
    }

    private void plan() {
        events.pipeInput("m1", new TaskPlanned(PLANNING, "t0", "c", "_default", 1, 1, new PlanEntry(0, 1), null));
        events.pipeInput(
                "m1", new MigrationPlanned(PLANNING, List.of(new PlannedCollection("c", "c", 1, 1, 1, 0, null)), null));
    }

    private TestOutputTopic<String, Message> output(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), serde.deserializer());
    }
}
