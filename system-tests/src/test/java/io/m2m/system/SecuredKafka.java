package io.m2m.system;

import io.m2m.standalone.broker.BrokerSettings;
import io.m2m.standalone.broker.KafkaNode;
import io.m2m.standalone.broker.LoopbackListener;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;

/**
 * Kafka as companies have it: brokers in this JVM, every topic on all of them, who calls must say who he is, and what is
 * not granted is forbidden. The brokers themselves, and the tests' admin, use a listener of their own.
 */
final class SecuredKafka implements AutoCloseable {
    /** Where clients show a certificate: {@code security.protocol=SSL}. */
    static final String TLS = "TLS";
    /** Where clients show a password or a token: {@code security.protocol=SASL_SSL}. */
    static final String SASL = "SASL";

    /** The certificate by which brokers are known, and the client's that they trust. */
    static final String BROKER_NAME = "broker";

    static final String CLIENT_NAME = "m2m-by-certificate";

    private static final List<String> LISTENERS = List.of(BrokerSettings.BROKER, TLS, SASL, BrokerSettings.CONTROLLER);

    private final Certificates certificates;
    private final Tokens tokens;
    private final List<Map<String, LoopbackListener>> listeners = new ArrayList<>();
    private final List<KafkaNode> nodes = new ArrayList<>();

    private SecuredKafka(Path folder) {
        this.certificates = new Certificates(folder).with(BROKER_NAME).with(CLIENT_NAME);
        this.tokens = new Tokens(folder);
    }

    static SecuredKafka start(Path folder, int brokers) throws Exception {
        SecuredKafka kafka = new SecuredKafka(folder);
        // Kafka reads keys and tokens only from where this process says that it may.
        System.setProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls", kafka.allowed());
        for (int node = 0; node < brokers; node++) {
            kafka.listeners.add(listen());
        }
        String cluster = Uuid.randomUuid().toString();
        for (int node = 0; node < brokers; node++) {
            kafka.nodes.add(KafkaNode.of(kafka.settings(node, folder), cluster, kafka.sockets(node)));
        }
        kafka.together(KafkaNode::start);
        return kafka;
    }

    private String allowed() {
        return tokens.keys().toUri() + "," + tokens.token().toUri();
    }

    private static Map<String, LoopbackListener> listen() throws IOException {
        Map<String, LoopbackListener> all = new LinkedHashMap<>();
        for (String name : LISTENERS) {
            all.put(name, LoopbackListener.open());
        }
        return all;
    }

    private Map<String, ServerSocketChannel> sockets(int node) {
        return listeners.get(node).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, listener -> listener.getValue().channel()));
    }

    private Map<String, String> settings(int node, Path folder) {
        Map<String, String> settings = new HashMap<>(BrokerSettings.smallFootprint());
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(node));
        settings.put("log.dirs", folder.resolve("node-" + node).toString());
        settings.put("listeners", addresses(node, LISTENERS));
        settings.put("advertised.listeners", addresses(node, LISTENERS.subList(0, LISTENERS.size() - 1)));
        settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,TLS:SSL,SASL:SASL_SSL");
        settings.put("inter.broker.listener.name", BrokerSettings.BROKER);
        settings.put("controller.listener.names", BrokerSettings.CONTROLLER);
        settings.put("controller.quorum.voters", voters());
        settings.putAll(copies());
        settings.putAll(whoMayCome());
        return settings;
    }

    private String addresses(int node, List<String> names) {
        return names.stream()
                .map(name ->
                        name + "://127.0.0.1:" + listeners.get(node).get(name).port())
                .collect(Collectors.joining(","));
    }

    private String voters() {
        List<String> voters = new ArrayList<>();
        for (int node = 0; node < listeners.size(); node++) {
            voters.add(node + "@127.0.0.1:"
                    + listeners.get(node).get(BrokerSettings.CONTROLLER).port());
        }
        return String.join(",", voters);
    }

    /** On each broker; one of three may be missing. */
    private Map<String, String> copies() {
        String all = String.valueOf(listeners.size());
        String enough = String.valueOf(Math.max(1, listeners.size() - 1));
        return Map.of(
                "default.replication.factor", all,
                "min.insync.replicas", enough,
                "offsets.topic.replication.factor", all,
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", all,
                "transaction.state.log.min.isr", enough,
                "transaction.state.log.num.partitions", "1",
                "auto.create.topics.enable", "false");
    }

    private Map<String, String> whoMayCome() {
        Map<String, String> security = new HashMap<>();
        security.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        security.put("allow.everyone.if.no.acl.found", "false");
        security.put("super.users", "User:ANONYMOUS");
        security.put("ssl.keystore.type", "PKCS12");
        security.put("ssl.keystore.location", certificates.key(BROKER_NAME).toString());
        security.put("ssl.keystore.password", Certificates.PASSWORD);
        security.put("ssl.truststore.type", "PEM");
        security.put(
                "ssl.truststore.location", certificates.certificate(CLIENT_NAME).toString());
        security.put("listener.name.tls.ssl.client.auth", "required");
        security.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/");
        security.put("sasl.enabled.mechanisms", "SCRAM-SHA-512,OAUTHBEARER");
        security.put(
                "listener.name.sasl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        security.put(
                "listener.name.sasl.oauthbearer.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        security.put(
                "listener.name.sasl.oauthbearer.sasl.server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
        security.put("sasl.oauthbearer.jwks.endpoint.url", tokens.keys().toUri().toString());
        security.put("sasl.oauthbearer.expected.audience", Tokens.AUDIENCE);
        return security;
    }

    String bootstrapServers(String listener) {
        return listeners.stream()
                .map(node -> "127.0.0.1:" + node.get(listener).port())
                .collect(Collectors.joining(","));
    }

    Certificates certificates() {
        return certificates;
    }

    Tokens tokens() {
        return tokens;
    }

    /** One that may do everything. */
    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers(BrokerSettings.BROKER)));
    }

    /** Makes a user who has a password. */
    void user(String name, String password) throws Exception {
        try (Admin admin = admin()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                    .all()
                    .get();
        }
    }

    void rule(List<AclBinding> rules) throws Exception {
        try (Admin admin = admin()) {
            admin.createAcls(rules).all().get();
        }
    }

    /** Ends the last of the brokers in order, as for its maintenance. */
    void stopOne() {
        nodes.removeLast().close();
    }

    /** Brokers need a majority to leave in order, so votes are given up when all have left. */
    @Override
    public void close() {
        together(KafkaNode::leave);
        together(KafkaNode::close);
    }

    private void together(Consumer<KafkaNode> what) {
        CompletableFuture.allOf(nodes.stream()
                        .map(node -> CompletableFuture.runAsync(() -> what.accept(node), Thread.ofPlatform()::start))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
