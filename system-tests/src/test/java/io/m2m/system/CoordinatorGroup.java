package io.m2m.system;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;

/** The coordinators of a fleet, as Kafka sees them: at most one of them decides. */
final class CoordinatorGroup implements AutoCloseable {
    private static final String GROUP = "m2m.coordinator";

    private final Admin admin;

    CoordinatorGroup(String bootstrapServers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Which process has the events, by the name its clients bear; empty while the group forms anew. */
    Optional<String> deciding() throws InterruptedException {
        try {
            ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(GROUP))
                    .describedGroups()
                    .get(GROUP)
                    .get();
            return group.members().stream()
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .map(MemberDescription::clientId)
                    .map(client -> client.replaceFirst("-StreamThread.*", ""))
                    .findFirst();
        } catch (ExecutionException notYet) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
