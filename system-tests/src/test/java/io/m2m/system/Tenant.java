package io.m2m.system;

import io.m2m.common.kafka.KafkaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A deployment of m2m on a Kafka that others use too.
 *
 * @param folder for its files
 * @param prefix of its topics
 */
record Tenant(SecuredKafka kafka, Path folder, String prefix) {
    static final int TASK_PARTITIONS = 2;
    static final String PASSWORD = "a-secret-of-the-user";

    /** Makes a user of this deployment who has a password. */
    String userWithPassword() throws Exception {
        String user = "user-of-" + prefix;
        kafka.user(user, PASSWORD);
        return user;
    }

    /** Allows what the documentation lists. */
    void grant(String user, boolean madeBeforehand) throws Exception {
        kafka.rule(Grants.documented().to(user, prefix, madeBeforehand));
    }

    void deny(String user, AclOperation operation, String topic) throws Exception {
        kafka.rule(List.of(new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, prefix + topic, PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.DENY))));
    }

    /** As the documentation lists them for somebody else to make. */
    List<NewTopic> topics(int copies) {
        KafkaSettings settings = new KafkaSettings("", Map.of(), prefix, TASK_PARTITIONS, (short) copies, false);
        return settings.topics().madeBeforehand(settings);
    }

    /** Makes topics as somebody else does. */
    void make(List<NewTopic> topics) throws Exception {
        try (Admin admin = kafka.admin()) {
            admin.createTopics(topics).all().get();
        }
    }

    /** Names, without the prefix, with the number of their copies. */
    Map<String, Integer> copies() throws Exception {
        try (Admin admin = kafka.admin()) {
            List<String> names = admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(prefix))
                    .toList();
            return admin.describeTopics(names).allTopicNames().get().values().stream()
                    .collect(Collectors.toMap(topic -> topic.name().substring(prefix.length()), Tenant::copies));
        }
    }

    private static int copies(TopicDescription topic) {
        return topic.partitions().getFirst().replicas().size();
    }

    /** Arguments of a service. The client's settings are in a file, as secrets should be. */
    List<String> arguments(Path config, Map<String, String> client, String... more) {
        String listener = client.get("security.protocol").equals("SSL") ? SecuredKafka.TLS : SecuredKafka.SASL;
        List<String> arguments = new ArrayList<>(List.of(
                "--m2m.config=" + config,
                "--m2m.kafka.bootstrap-servers=" + kafka.bootstrapServers(listener),
                "--m2m.kafka.topic-prefix=" + prefix,
                "--m2m.kafka.task-partitions=" + TASK_PARTITIONS,
                "--m2m.kafka.client-file=" + file(client),
                "--server.port=0"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private Path file(Map<String, String> client) {
        Properties properties = new Properties();
        properties.putAll(client);
        Path file = folder.resolve("client.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return file;
    }

    /** Settings of a client that shows a certificate. */
    Map<String, String> byCertificate(String name) {
        Map<String, String> client = trusting("SSL");
        client.put("ssl.keystore.type", "PKCS12");
        client.put("ssl.keystore.location", kafka.certificates().key(name).toString());
        client.put("ssl.keystore.password", Certificates.PASSWORD);
        return client;
    }

    Map<String, String> byToken() {
        Map<String, String> client = trusting("SASL_SSL");
        client.putAll(kafka.tokens().login());
        return client;
    }

    Map<String, String> byPassword(String user, String password) {
        Map<String, String> client = trusting("SASL_SSL");
        client.put("sasl.mechanism", "SCRAM-SHA-512");
        client.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + password + "\";");
        return client;
    }

    private Map<String, String> trusting(String protocol) {
        Map<String, String> client = new HashMap<>();
        client.put("security.protocol", protocol);
        client.put("ssl.truststore.type", "PEM");
        client.put(
                "ssl.truststore.location",
                kafka.certificates().certificate(SecuredKafka.BROKER_NAME).toString());
        return client;
    }
}
