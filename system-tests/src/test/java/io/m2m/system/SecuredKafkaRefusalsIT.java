package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.dumper.DumperApplication;
import io.m2m.standalone.logging.OwnLogging;
import io.m2m.system.Commands.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service says, in one sentence and without a secret, of a secured Kafka that does not let it do its work. */
class SecuredKafkaRefusalsIT {
    private static SecuredKafka kafka;
    private static int number;

    private final Path folder = Places.fresh("refused-" + ++number);
    private Tenant tenant;

    @BeforeAll
    static void startBroker() throws Exception {
        OwnLogging.keep("m2m", List.of());
        kafka = SecuredKafka.start(Places.fresh("refusing-broker"), 1);
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @BeforeEach
    void moveIn() {
        tenant = new Tenant(kafka, folder, "acme.refused" + number + ".");
    }

    @Test
    void aWrongPasswordIsSaidInASentenceWithoutIt() throws Exception {
        String user = tenant.userWithPassword();
        M2m.run(folder, "--version");
        List<String> command = new ArrayList<>(List.of("service", "loader"));
        command.addAll(tenant.arguments(config(), tenant.byPassword(user, "another-secret")));

        Ended refused = M2m.start(folder, Map.of(), command).end();

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith("m2m: Kafka at 127.0.0.1:")
                .contains("refused the credentials", "m2m.kafka.client-file")
                .doesNotContain("another-secret", Certificates.PASSWORD)
                .hasLineCount(1);
    }

    @Test
    void aCertificateThatIsNotTrustedIsNamed() {
        Map<String, String> client = tenant.byPassword("anybody", Tenant.PASSWORD);
        client.put(
                "ssl.truststore.location",
                kafka.certificates().certificate(SecuredKafka.CLIENT_NAME).toString());

        refuses(Kind.REFUSED, client, List.of(), "shows a certificate that is not trusted", "ssl.truststore.location");
    }

    @Test
    void aCertificateThatTheBrokersDoNotTrustIsNamed() {
        kafka.certificates().with("stranger");

        refuses(Kind.REFUSED, tenant.byCertificate("stranger"), List.of(), "TLS handshake", "ssl.keystore.location");
    }

    @Test
    void aTrustStoreThatIsMissingIsAWrongSetting() {
        Map<String, String> client = tenant.byPassword("anybody", Tenant.PASSWORD);
        client.put("ssl.truststore.location", folder.resolve("none.pem").toString());

        refuses(Kind.CONFIGURATION, client, List.of(), "a Kafka client setting is wrong", "none.pem");
    }

    @Test
    void aPermissionThatIsMissingOnOneTopicIsNamed() throws Exception {
        String user = tenant.userWithPassword();
        tenant.grant(user, true);
        tenant.make(tenant.topics(1));
        tenant.deny(user, AclOperation.WRITE, "load-tasks");

        refuses(
                Kind.REFUSED,
                tenant.byPassword(user, Tenant.PASSWORD),
                List.of("--m2m.kafka.create-topics=false"),
                "does not allow this user Write on topic " + tenant.prefix() + "load-tasks",
                "docs/operations.md");
    }

    @Test
    void withoutTheRightToMakeTopicsTheyAreNamed() throws Exception {
        String user = tenant.userWithPassword();
        tenant.grant(user, true);

        refuses(
                Kind.REFUSED,
                tenant.byPassword(user, Tenant.PASSWORD),
                List.of(),
                "does not allow this user Create on topic " + tenant.prefix() + "dump-tasks, ",
                "m2m.kafka.create-topics=false");
    }

    @Test
    void whoMayNothingIsToldWhichTopicsHeMustSee() throws Exception {
        refuses(
                Kind.REFUSED,
                tenant.byPassword(tenant.userWithPassword(), Tenant.PASSWORD),
                List.of("--m2m.kafka.create-topics=false"),
                "Describe on topic " + tenant.prefix() + "coordinator-migrations-changelog, " + tenant.prefix()
                        + "dump-tasks");
    }

    @Test
    void whoMayUseTopicsOnlyIsToldWhichGroupAndWhichTransactions() throws Exception {
        String user = tenant.userWithPassword();
        kafka.rule(Grants.documented().to(user, tenant.prefix(), true).stream()
                .filter(grant -> grant.pattern().resourceType() == ResourceType.TOPIC)
                .toList());
        tenant.make(tenant.topics(1));

        refuses(
                Kind.REFUSED,
                tenant.byPassword(user, Tenant.PASSWORD),
                List.of("--m2m.kafka.create-topics=false"),
                "Read on group " + tenant.prefix() + "coordinator",
                "Write on transactional id " + tenant.prefix() + "coordinator");
    }

    @Test
    void topicsMadeBeforehandThatAreNotAsTheyMustBeAreNamed() throws Exception {
        String user = tenant.userWithPassword();
        tenant.grant(user, true);
        tenant.make(tenant.topics(1).stream()
                .filter(topic -> !topic.name().endsWith("verify-tasks"))
                .map(topic -> switch (topic.name().substring(tenant.prefix().length())) {
                    case "events" -> new NewTopic(topic.name(), 3, (short) 1).configs(topic.configs());
                    case "dump-tasks" -> new NewTopic(topic.name(), 1, (short) 1).configs(topic.configs());
                    case "status" ->
                        new NewTopic(topic.name(), 1, (short) 1).configs(Map.of("cleanup.policy", "delete"));
                    default -> topic;
                })
                .toList());

        refuses(
                Kind.CONFIGURATION,
                tenant.byPassword(user, Tenant.PASSWORD),
                List.of("--m2m.kafka.create-topics=false"),
                tenant.prefix() + "dump-tasks (1 partitions, wanted " + Tenant.TASK_PARTITIONS + "), ",
                tenant.prefix() + "events (3 partitions, wanted 1), ",
                tenant.prefix() + "status (cleanup.policy delete, wanted compact), ",
                tenant.prefix() + "verify-tasks (not there)",
                "make them as docs/operations.md says");
    }

    private void refuses(Kind kind, Map<String, String> client, List<String> more, String... words) {
        List<String> arguments = tenant.arguments(config(), client, more.toArray(String[]::new));

        assertThatThrownBy(() -> DumperApplication.start(arguments).close())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().kind())
                                .as(refusal.getMessage())
                                .isEqualTo(kind))
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain(Tenant.PASSWORD, Certificates.PASSWORD, "\n", "Exception");
    }

    private Path config() {
        return Configuration.local(new SourceStore(folder), folder.resolve("staging"))
                .write(folder, "http://127.0.0.1:1");
    }
}
