package io.m2m.common.kafka;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** How the topics are on the brokers, beside how they must be. */
final class TopicFindings {
    /** What the services do with every topic. */
    private static final List<AclOperation> USES = List.of(AclOperation.READ, AclOperation.WRITE);

    private static final String NOT_THERE = "not there";

    private final KafkaSettings settings;
    private final List<NewTopic> wanted;
    private final Map<String, TopicDescription> found = new HashMap<>();
    /** By topic, in the order of their names. */
    private final Map<String, String> wrong = new TreeMap<>();

    private final Map<AclOperation, Set<String>> denied = new TreeMap<>();

    private TopicFindings(KafkaSettings settings, List<NewTopic> wanted) {
        this.settings = settings;
        this.wanted =
                wanted.stream().sorted(Comparator.comparing(NewTopic::name)).toList();
    }

    static TopicFindings of(Admin admin, KafkaSettings settings, List<NewTopic> wanted) {
        TopicFindings findings = new TopicFindings(settings, wanted);
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        wanted.stream().map(NewTopic::name).toList(),
                        new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        findings.wanted.forEach(topic -> findings.note(topic, answers.get(topic.name())));
        return findings;
    }

    private void note(NewTopic topic, KafkaFuture<TopicDescription> answer) {
        try {
            TopicDescription description = Answers.of(answer);
            found.put(topic.name(), description);
            partitions(topic, description.partitions().size());
            permissions(topic.name(), description.authorizedOperations());
        } catch (UnknownTopicOrPartitionException missing) {
            wrong.put(topic.name(), NOT_THERE);
        } catch (TopicAuthorizationException refused) {
            denied(AclOperation.DESCRIBE, topic.name());
        }
    }

    /** Events and memory must have their one partition exactly, queues may have more than are used. */
    private void partitions(NewTopic topic, int count) {
        boolean one = topic.numPartitions() == 1 && !isQueue(topic.name());
        if (one ? count != 1 : count < topic.numPartitions()) {
            wrong.put(topic.name(), count + " partitions, wanted " + topic.numPartitions());
        }
    }

    private boolean isQueue(String name) {
        return settings.topics().taskTopics().stream().anyMatch(name::startsWith);
    }

    /** @param allowed null from brokers before 2.3, which do not tell */
    private void permissions(String topic, @Nullable Set<AclOperation> allowed) {
        if (allowed != null) {
            USES.stream().filter(use -> !allowed.contains(use)).forEach(use -> denied(use, topic));
        }
    }

    void denied(AclOperation operation, String topic) {
        denied.computeIfAbsent(operation, first -> new TreeSet<>()).add(topic);
    }

    /** As Kafka's tools and documents write it: DescribeConfigs. */
    private static String asDocumented(AclOperation operation) {
        return Arrays.stream(operation.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    List<NewTopic> missing() {
        return wanted.stream()
                .filter(topic -> NOT_THERE.equals(wrong.get(topic.name())))
                .toList();
    }

    /** Queues with fewer partitions than are wanted. */
    List<NewTopic> small() {
        return wanted.stream()
                .filter(topic -> found.containsKey(topic.name()))
                .filter(topic -> found.get(topic.name()).partitions().size() < topic.numPartitions())
                .toList();
    }

    boolean lacks() {
        return !missing().isEmpty() || !small().isEmpty();
    }

    /** Looks at how records are kept: a compacted queue would lose tasks, memory that is deleted by time forgets. */
    void policies(Admin admin) {
        List<NewTopic> there =
                wanted.stream().filter(topic -> found.containsKey(topic.name())).toList();
        Map<ConfigResource, KafkaFuture<Config>> answers = admin.describeConfigs(
                        there.stream().map(TopicFindings::resource).toList())
                .values();
        for (NewTopic topic : there) {
            try {
                policy(topic, Answers.of(answers.get(resource(topic))));
            } catch (TopicAuthorizationException refused) {
                denied(AclOperation.DESCRIBE_CONFIGS, topic.name());
            }
        }
    }

    private void policy(NewTopic topic, Config config) {
        String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        String right = topic.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (!right.equals(policy)) {
            wrong.merge(
                    topic.name(),
                    TopicConfig.CLEANUP_POLICY_CONFIG + " " + policy + ", wanted " + right,
                    (one, other) -> one + "; " + other);
        }
    }

    private static ConfigResource resource(NewTopic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    /** @throws ProblemException when anything is not as it must be */
    void refuse() {
        refuseDenied();
        if (!wrong.isEmpty()) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    at()
                            + (settings.createTopics()
                                    ? " has topics that are not as m2m needs them: "
                                    : " lacks topics that m2m.kafka.create-topics=false says are there: ")
                            + listed(wrong)
                            + "; make them as docs/operations.md says"
                            + (settings.createTopics() ? "" : ", or let m2m make them"));
        }
    }

    /** @throws ProblemException when something is not allowed */
    void refuseDenied() {
        if (!denied.isEmpty()) {
            List<String> rights = denied.entrySet().stream()
                    .map(right -> asDocumented(right.getKey()) + " on topic " + String.join(", ", right.getValue()))
                    .toList();
            throw new ProblemException(
                    Kind.REFUSED,
                    at() + " does not allow this user " + String.join("; ", rights)
                            + "; grant what docs/operations.md lists"
                            + (settings.createTopics()
                                    ? ", or have the topics made beforehand and set m2m.kafka.create-topics=false"
                                    : ""));
        }
    }

    private String at() {
        return "Kafka at " + settings.bootstrapServers();
    }

    private static String listed(Map<String, String> wrong) {
        return String.join(
                ", ",
                wrong.entrySet().stream()
                        .map(topic -> topic.getKey() + " (" + topic.getValue() + ")")
                        .toList());
    }
}
