package io.m2m.common.kafka;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/** Asks the brokers at start what they are able to do, and refuses those that are too old. Needs no permission. */
final class BrokerCheck {
    private static final String FEATURE = "metadata.version";

    private final KafkaClients clients;

    BrokerCheck(KafkaClients clients) {
        this.clients = clients;
    }

    /** @throws ProblemException CONFIGURATION when a broker lacks what m2m needs */
    void run(Admin admin) {
        if (BrokerVersions.suffices(level(admin))) {
            return;
        }
        for (Node broker : Answers.of(admin.describeCluster().nodes())) {
            BrokerVersions.lacking(offered(new InetSocketAddress(broker.host(), broker.port())))
                    .ifPresent(lack -> {
                        throw new ProblemException(
                                Kind.CONFIGURATION, "Kafka at " + broker.host() + ":" + broker.port() + " " + lack);
                    });
        }
    }

    /** Empty for brokers with ZooKeeper. */
    static Optional<Short> level(Admin admin) {
        return Optional.ofNullable(Answers.of(admin.describeFeatures().featureMetadata())
                        .finalizedFeatures()
                        .get(FEATURE))
                .map(FinalizedVersionRange::maxVersionLevel);
    }

    /** The newest version of each request that a broker knows. The admin client has no question for it. */
    Map<ApiKeys, Short> offered(InetSocketAddress broker) {
        AdminClientConfig config = new AdminClientConfig(clients.forAdmin());
        int millis = config.getInt(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG);
        ApiVersions versions = new ApiVersions();
        Node node = new Node(0, broker.getHostString(), broker.getPort());
        try (Metrics metrics = new Metrics();
                NetworkClient client = ClientUtils.createNetworkClient(
                        config,
                        "m2m-broker-check",
                        metrics,
                        "m2m-broker-check",
                        new LogContext(),
                        versions,
                        Time.SYSTEM,
                        1,
                        millis,
                        new ManualMetadataUpdater(List.of(node)),
                        new DefaultHostResolver())) {
            if (!NetworkClientUtils.awaitReady(client, node, Time.SYSTEM, millis)) {
                throw new KafkaException("no answer within " + millis + " ms");
            }
            Map<ApiKeys, Short> offered = new EnumMap<>(ApiKeys.class);
            versions.get(node.idString())
                    .allSupportedApiVersions()
                    .forEach((request, range) -> offered.put(request, range.maxVersion()));
            return offered;
        } catch (IOException silent) {
            throw new KafkaException(silent.getMessage(), silent);
        }
    }
}
