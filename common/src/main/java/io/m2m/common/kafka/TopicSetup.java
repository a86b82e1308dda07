package io.m2m.common.kafka;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.springframework.kafka.core.KafkaAdmin;

/** Before any other client speaks with Kafka: makes the topics, or sees that somebody has made them. */
final class TopicSetup {
    private final KafkaClients clients;

    TopicSetup(KafkaClients clients) {
        this.clients = clients;
    }

    /** @throws ProblemException UNREACHABLE without a broker, CONFIGURATION when topics are missing that should be there */
    void run() {
        KafkaSettings settings = clients.settings();
        List<NewTopic> topics = settings.topics().all(settings);
        try {
            if (settings.createTopics()) {
                new KafkaAdmin(clients.common()).createOrModifyTopics(topics.toArray(NewTopic[]::new));
            } else {
                check(topics);
            }
        } catch (KafkaException | org.springframework.kafka.KafkaException failure) {
            throw KafkaProblems.of(failure, settings)
                    .map(problem -> new ProblemException(problem.kind(), problem.sentence(), failure))
                    .orElseThrow(() -> failure);
        }
    }

    private void check(List<NewTopic> topics) {
        Map<String, Integer> wanted = new HashMap<>();
        topics.forEach(topic -> wanted.put(topic.name(), topic.numPartitions()));
        wanted.put(clients.settings().topics().memory(), 1);
        List<String> missing = new ArrayList<>();
        try (Admin admin = Admin.create(clients.common())) {
            Map<String, KafkaFuture<TopicDescription>> found =
                    admin.describeTopics(wanted.keySet()).topicNameValues();
            wanted.keySet().stream()
                    .sorted()
                    .forEach(name -> lack(name, wanted.get(name), partitions(found.get(name)), missing));
        }
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "Kafka at " + clients.settings().bootstrapServers()
                            + " lacks topics that m2m.kafka.create-topics=false says are there: "
                            + String.join(", ", missing)
                            + "; make them as docs/operations.md says, or let m2m make them");
        }
    }

    /** The memory must have its one partition exactly, queues may have more than are used. */
    private void lack(String name, int wanted, int found, List<String> missing) {
        boolean exactly = wanted == 1;
        if (found == 0) {
            missing.add(name + " (not there)");
        } else if (exactly ? found != wanted : found < wanted) {
            missing.add(name + " (" + found + " partitions, wanted " + wanted + ")");
        }
    }

    private static int partitions(KafkaFuture<TopicDescription> description) {
        try {
            return description.get().partitions().size();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw new KafkaException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException(interrupted);
        }
    }
}
