package io.m2m.standalone.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One KRaft node in this JVM, controller and broker in one.
 *
 * <p>It is put together from the parts that {@link KafkaRaftServer} is made of, because that class opens its own sockets and
 * hides their ports.
 */
public final class KafkaNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final ControllerServer controller;
    private final BrokerServer broker;

    private KafkaNode(ControllerServer controller, BrokerServer broker) {
        this.controller = controller;
        this.broker = broker;
    }

    /**
     * Makes a node; it does nothing until it is started.
     *
     * @param settings Kafka's own, with one folder in {@code log.dirs}
     * @param cluster id of the cluster that a new folder becomes part of
     * @param sockets by listener, bound and non-blocking
     */
    public static KafkaNode of(Map<String, String> settings, String cluster, Map<String, ServerSocketChannel> sockets)
            throws Exception {
        KafkaConfig config = new KafkaConfig(settings, false);
        Path folder = Path.of(settings.get("log.dirs"));
        if (!Files.exists(folder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            format(config, folder.toString(), cluster);
        }
        var state = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        SharedServer shared = new SharedServer(
                config,
                state._1(),
                Time.SYSTEM,
                new Metrics(),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                new StandardFaultHandlerFactory(),
                (listener, address, backlog, receiveBuffer) -> sockets.get(listener));
        return new KafkaNode(
                new ControllerServer(shared, KafkaRaftServer.configSchema(), state._2()), new BrokerServer(shared));
    }

    /** Gives a new folder its identity; a format that was cut short is done again. */
    private static void format(KafkaConfig config, String folder, String cluster) throws Exception {
        new Formatter()
                .setNodeId(config.nodeId())
                .setClusterId(cluster)
                .addDirectory(folder)
                .setMetadataLogDirectory(folder)
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setIgnoreFormatted(true)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .run();
    }

    /** Returns when clients may come. With several nodes the greater part of them must start at the same time. */
    public void start() {
        controller.startup();
        broker.startup();
    }

    /** Ends the broker in order: another one leads what it led, and its data is on disk. The node still has its vote. */
    public void leave() {
        broker.shutdown(LONGEST_STOP);
    }

    @Override
    public void close() {
        leave();
        controller.shutdown();
    }
}
