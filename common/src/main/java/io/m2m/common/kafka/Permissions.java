package io.m2m.common.kafka;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Asks at start for what would only show in the midst of the work: whether this user may be a member of groups and begin
 * transactions. Where nothing is said of who calls, brokers seldom forbid anything, and they are not asked.
 */
final class Permissions {
    private final Admin admin;
    private final KafkaSettings settings;
    private final List<String> denied = new ArrayList<>();

    Permissions(Admin admin, KafkaSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** @throws ProblemException REFUSED when one is missing */
    void check() {
        if (settings.client().isEmpty()) {
            return;
        }
        String name = settings.topicPrefix() + "coordinator";
        group(name);
        transactions(name);
        if (!denied.isEmpty()) {
            throw new ProblemException(
                    Kind.REFUSED,
                    "Kafka at " + settings.bootstrapServers() + " does not allow this user " + String.join("; ", denied)
                            + "; grant what docs/operations.md lists");
        }
    }

    private void group(String name) {
        try {
            Set<AclOperation> allowed = Answers.of(admin.describeConsumerGroups(
                                    List.of(name),
                                    new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                            .describedGroups()
                            .get(name))
                    .authorizedOperations();
            if (allowed != null && !allowed.isEmpty() && !allowed.contains(AclOperation.READ)) {
                denied.add("Read on group " + name);
            }
        } catch (GroupIdNotFoundException allowed) {
            // The first coordinator makes it.
        } catch (GroupAuthorizationException refused) {
            denied.add("Read on group " + name);
        }
    }

    private void transactions(String name) {
        try {
            Answers.of(admin.describeTransactions(List.of(name)).description(name));
        } catch (TransactionalIdNotFoundException | UnsupportedVersionException allowed) {
            // Nobody has this name, and brokers before 3.0 are not asked.
        } catch (TransactionalIdAuthorizationException refused) {
            denied.add("Write on transactional id " + name);
        }
    }
}
