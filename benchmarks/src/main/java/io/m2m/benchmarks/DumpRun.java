package io.m2m.benchmarks;

import io.m2m.benchmarks.Makespan.Measured;
import io.m2m.common.config.ConfigLoader;
import io.m2m.common.config.MigrationId;
import io.m2m.common.json.Json;
import io.m2m.common.json.MessageCodec;
import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.kafka.KafkaEvents;
import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.MessageSerde;
import io.m2m.common.message.Command;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Event.SegmentsDumped;
import io.m2m.common.message.Event.TaskStarted;
import io.m2m.common.message.Level;
import io.m2m.common.message.Message;
import io.m2m.common.message.Step;
import io.m2m.common.wiring.RunningService;
import io.m2m.coordinator.CoordinatorApplication;
import io.m2m.standalone.broker.EmbeddedBroker;
import io.m2m.standalone.process.RunFollower;
import io.m2m.standalone.process.kafka.StatusTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** One {@code dump} of a store by a coordinator and so many dumpers, each of one task at a time, on a broker of their own. */
final class DumpRun {
    private static final int PARTITIONS = 32;
    private static final Duration START = Duration.ofMinutes(3);
    private static final long RUN = 1;
    /** A task at a time and a segment a task. */
    private static final Map<String, String> SETTINGS = Map.of("dumper.worker.limit", "1", "dumper.minImportRows", "0");

    private DumpRun() {}

    static Measured measure(SyntheticStore store, Path folder, int dumpers, long bytesPerSecond) throws Exception {
        Path config = store.configuration(folder.resolve("staging"));
        String migration = MigrationId.of(new ConfigLoader(Map.of()).load(config, SETTINGS));
        try (EmbeddedBroker broker = EmbeddedBroker.start(Files.createDirectories(folder.resolve("kafka")))) {
            KafkaClients clients = clients(broker);
            List<RunningService> services = new ArrayList<>();
            try {
                List<String> arguments = arguments(broker, config);
                services.add(CoordinatorApplication.start(arguments));
                for (int i = 0; i < dumpers; i++) {
                    services.add(ThrottledDumper.start(arguments, bytesPerSecond));
                }
                awaitMembers(clients, dumpers);
                dump(clients, migration);
            } finally {
                services.reversed().forEach(RunningService::close);
            }
            return measured(clients, dumpers, bytesPerSecond);
        }
    }

    private static void dump(KafkaClients clients, String migration) throws InterruptedException {
        try (KafkaEvents events = new KafkaEvents(clients);
                StatusTopic status = new StatusTopic(clients)) {
            events.publish(new MigrationRequested(migration, RUN, Command.DUMP, Level.FULL));
            status.follow(new RunFollower(migration, RUN, each -> {}));
        }
    }

    private static KafkaClients clients(EmbeddedBroker broker) {
        KafkaSettings settings = new KafkaSettings(
                broker.bootstrapServers(), Map.of(), KafkaSettings.TOPIC_PREFIX, PARTITIONS, (short) 1, true);
        return new KafkaClients(settings, new MessageSerde(new MessageCodec(Json.mapper())));
    }

    private static List<String> arguments(EmbeddedBroker broker, Path config) {
        Stream<String> settings = SETTINGS.entrySet().stream()
                .map(setting -> "--m2m.set[" + setting.getKey() + "]=" + setting.getValue());
        Stream<String> service = Stream.of(
                "--m2m.config=" + config,
                "--m2m.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--m2m.kafka.topic-prefix=" + KafkaSettings.TOPIC_PREFIX,
                "--m2m.kafka.task-partitions=" + PARTITIONS,
                "--m2m.kafka.replication=1",
                "--server.port=0");
        return Stream.concat(settings, service).toList();
    }

    private static void awaitMembers(KafkaClients clients, int dumpers) {
        String group = KafkaSettings.TOPIC_PREFIX + "dumper";
        try (Admin admin = Admin.create(clients.forAdmin())) {
            Awaitility.await().atMost(START).until(() -> {
                ConsumerGroupDescription described = admin.describeConsumerGroups(List.of(group))
                        .describedGroups()
                        .get(group)
                        .get();
                return described.groupState() == GroupState.STABLE
                        && described.members().size() == dumpers;
            });
        }
    }

    /** From the events, as the broker keeps them. */
    private static Measured measured(KafkaClients clients, int dumpers, long bytesPerSecond) {
        long first = Long.MAX_VALUE;
        long last = 0;
        long sum = 0;
        long largest = 0;
        for (ConsumerRecord<String, Message> record : events(clients)) {
            if (record.value() instanceof TaskStarted started && started.ref().step() == Step.DUMP) {
                first = Math.min(first, record.timestamp());
            } else if (record.value() instanceof SegmentsDumped dumped) {
                last = Math.max(last, record.timestamp());
                sum += dumped.facts().bytes();
                largest = Math.max(largest, dumped.facts().bytes());
            }
        }
        double ideal = Math.max((double) sum / dumpers, largest) / bytesPerSecond;
        return new Measured(dumpers, ideal, (last - first) / 1e3);
    }

    private static List<ConsumerRecord<String, Message>> events(KafkaClients clients) {
        TopicPartition only = new TopicPartition(clients.settings().topics().events(), 0);
        List<ConsumerRecord<String, Message>> events = new ArrayList<>();
        try (Consumer<String, Message> reader = clients.reader()) {
            reader.assign(List.of(only));
            reader.seekToBeginning(List.of(only));
            long end = reader.endOffsets(List.of(only)).get(only);
            while (reader.position(only) < end) {
                reader.poll(Duration.ofMillis(200)).forEach(events::add);
            }
        }
        return events;
    }
}
