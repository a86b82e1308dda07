package io.m2m.common.kafka;

import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Before any other client speaks with Kafka: makes the topics, or sees that somebody has made them, and that they may be used. */
final class TopicSetup {
    /** Brokers learn of topics one after the other: how often they are asked for those that this service made. */
    private static final int ASKS = 50;

    /** And for those that somebody else made, perhaps just now. */
    private static final int ASKS_BEFOREHAND = 5;

    private static final long PAUSE_MILLIS = 200;

    private final KafkaClients clients;
    private final KafkaSettings settings;

    TopicSetup(KafkaClients clients) {
        this.clients = clients;
        this.settings = clients.settings();
    }

    /**
     * @throws ProblemException UNREACHABLE without a broker; REFUSED without a permission; CONFIGURATION when brokers are too old or
     *     topics are not as they must be
     */
    void run() {
        try (Admin admin = admin()) {
            new BrokerCheck(clients).run(admin);
            if (settings.createTopics()) {
                make(admin);
            } else {
                TopicFindings findings = find(admin, settings.topics().madeBeforehand(settings), ASKS_BEFOREHAND);
                findings.policies(admin);
                findings.refuse();
            }
            new Permissions(admin, settings).check();
        } catch (KafkaException failure) {
            throw KafkaProblems.of(failure, settings)
                    .map(problem -> new ProblemException(problem.kind(), problem.sentence(), failure))
                    .orElseThrow(() -> failure);
        }
    }

    private Admin admin() {
        try {
            return Admin.create(clients.forAdmin());
        } catch (KafkaException failure) {
            Problem problem = KafkaProblems.ofSettings(failure, settings);
            throw new ProblemException(problem.kind(), problem.sentence(), failure);
        }
    }

    /** Several services may do this at the same time. */
    private void make(Admin admin) {
        List<NewTopic> wanted = settings.topics().all(settings);
        TopicFindings before = find(admin, wanted, 1);
        List<NewTopic> missing = before.missing();
        Map<String, KafkaFuture<Void>> made =
                new HashMap<>(admin.createTopics(missing).values());
        made.putAll(admin.createPartitions(grown(before.small())).values());
        made.forEach((name, answer) -> {
            try {
                Answers.of(answer);
            } catch (TopicExistsException | InvalidPartitionsException another) {
                // Another service was first; what there is now is looked at below.
            } catch (TopicAuthorizationException refused) {
                before.denied(isIn(missing, name) ? AclOperation.CREATE : AclOperation.ALTER, name);
            } catch (KafkaException failure) {
                throw notMade(name, failure);
            }
        });
        before.refuseDenied();
        find(admin, wanted, ASKS).refuse();
    }

    private static Map<String, NewPartitions> grown(List<NewTopic> topics) {
        Map<String, NewPartitions> grown = new HashMap<>();
        topics.forEach(topic -> grown.put(topic.name(), NewPartitions.increaseTo(topic.numPartitions())));
        return grown;
    }

    private static boolean isIn(List<NewTopic> topics, String name) {
        return topics.stream().anyMatch(topic -> topic.name().equals(name));
    }

    private RuntimeException notMade(String topic, KafkaException failure) {
        return KafkaProblems.known(failure, settings)
                .map(problem -> new ProblemException(problem.kind(), problem.sentence(), failure))
                .orElseGet(() -> new ProblemException(
                        Kind.CONFIGURATION,
                        "Kafka at " + settings.bootstrapServers() + " did not make topic " + topic + " ("
                                + failure.getMessage()
                                + "); see m2m.kafka.replication and m2m.kafka.task-partitions, or make the topics"
                                + " beforehand as docs/operations.md says",
                        failure));
    }

    private TopicFindings find(Admin admin, List<NewTopic> wanted, int asks) {
        TopicFindings findings = TopicFindings.of(admin, settings, wanted);
        for (int ask = 1; ask < asks && findings.lacks(); ask++) {
            pause();
            findings = TopicFindings.of(admin, settings, wanted);
        }
        return findings;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
    }
}
