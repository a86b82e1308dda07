package io.m2m.common.kafka;

import io.m2m.common.message.DumpTask;
import io.m2m.common.message.LoadTask;
import io.m2m.common.message.PlanTask;
import io.m2m.common.message.TaskMessage;
import io.m2m.common.message.VerifyTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topic table. Nothing is deleted by time: a paused migration may wait for weeks. */
public record Topics(String prefix) {
    /** Suffix of the topic where a record that cannot be handled is set aside. */
    public static final String DEAD_LETTER = "-dlt";

    /** What happened: all services to the coordinator, keyed by migration, one partition. */
    public String events() {
        return prefix + "events";
    }

    /** Summaries: the coordinator to anyone, keyed by migration or migration/collection, compacted. */
    public String status() {
        return prefix + "status";
    }

    /** The coordinator's memory, which Kafka Streams makes. */
    public String memory() {
        return prefix + "coordinator-migrations-changelog";
    }

    public String planTasks() {
        return prefix + "plan-tasks";
    }

    public String dumpTasks() {
        return prefix + "dump-tasks";
    }

    public String loadTasks() {
        return prefix + "load-tasks";
    }

    public String verifyTasks() {
        return prefix + "verify-tasks";
    }

    /** The queue a task goes to. */
    public String of(TaskMessage task) {
        return switch (task) {
            case PlanTask plan -> planTasks();
            case DumpTask dump -> dumpTasks();
            case LoadTask load -> loadTasks();
            case VerifyTask verify -> verifyTasks();
        };
    }

    public List<String> taskTopics() {
        return List.of(planTasks(), dumpTasks(), loadTasks(), verifyTasks());
    }

    /** Every topic with its dead letters, as the services create them. */
    public List<NewTopic> all(KafkaSettings settings) {
        ArrayList<NewTopic> topics = new ArrayList<>();
        topics.add(kept(events(), 1, settings));
        topics.add(kept(events() + DEAD_LETTER, 1, settings));
        topics.add(compacted(status(), settings));
        for (String queue : taskTopics()) {
            topics.add(kept(queue, settings.taskPartitions(), settings));
            topics.add(kept(queue + DEAD_LETTER, settings.taskPartitions(), settings));
        }
        return topics;
    }

    /** Every topic as somebody else makes it beforehand. */
    public List<NewTopic> madeBeforehand(KafkaSettings settings) {
        ArrayList<NewTopic> topics = new ArrayList<>(all(settings));
        topics.add(compacted(memory(), settings));
        return topics;
    }

    private static NewTopic compacted(String name, KafkaSettings settings) {
        return new NewTopic(name, 1, settings.replication())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    private static NewTopic kept(String name, int partitions, KafkaSettings settings) {
        return new NewTopic(name, partitions, settings.replication())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1"));
    }
}
