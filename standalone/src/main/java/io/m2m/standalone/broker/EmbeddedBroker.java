package io.m2m.standalone.broker;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.wiring.Uninterrupted;
import io.m2m.standalone.process.Broker;
import java.io.OutputStream;
import java.io.PrintStream;
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
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka as one KRaft node in this JVM, controller and broker in one, reachable from this machine only.
 *
 * <p>It is put together from the parts that {@link KafkaRaftServer} is made of, because that class opens its own sockets and
 * hides their ports.
 */
public final class EmbeddedBroker implements Broker {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final BrokerFolder folder;
    private final LoopbackListener clients;
    private final LoopbackListener quorum;
    private @Nullable ControllerServer controller;
    private @Nullable BrokerServer broker;

    private EmbeddedBroker(BrokerFolder folder, LoopbackListener clients, LoopbackListener quorum) {
        this.folder = folder;
        this.clients = clients;
        this.quorum = quorum;
    }

    /**
     * Starts a broker; when this returns, clients work at once.
     *
     * @param folder its data, made when missing; after a crash the broker goes on with what is there
     * @throws ProblemException when the folder is in use or the broker does not start
     */
    public static EmbeddedBroker start(Path folder) {
        return start(BrokerFolder.kept(folder));
    }

    /** Starts a broker that forgets everything when it is closed. */
    public static EmbeddedBroker startTemporary() {
        return start(BrokerFolder.temporary());
    }

    /** Starts a broker on a folder that it closes with itself. */
    static EmbeddedBroker start(BrokerFolder folder) {
        BrokerFault.takeOver();
        EmbeddedBroker starting = null;
        try {
            starting = new EmbeddedBroker(folder, LoopbackListener.open(), LoopbackListener.open());
            starting.startUp();
            return starting;
        } catch (Exception failure) {
            if (starting == null) {
                folder.close();
            } else {
                starting.close();
            }
            throw new ProblemException(
                    Kind.UNREACHABLE,
                    "the embedded Kafka broker did not start in " + folder.path() + " (" + failure
                            + "); see that the disk has room and the folder was written by this version of m2m",
                    failure);
        }
    }

    private void startUp() throws Exception {
        KafkaConfig config = new KafkaConfig(BrokerSettings.of(folder.path(), clients.port(), quorum.port()), false);
        if (!Files.exists(folder.path().resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            format(folder.path().toString());
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
                boundSockets());
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), state._2());
        broker = new BrokerServer(shared);
        controller.startup();
        broker.startup();
    }

    /** Gives a new folder its identity; a format that was cut short is done again. */
    private static void format(String folder) throws Exception {
        new Formatter()
                .setNodeId(BrokerSettings.NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(folder)
                .setMetadataLogDirectory(folder)
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setIgnoreFormatted(true)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .run();
    }

    private ServerSocketFactory boundSockets() {
        var channels = Map.of(BrokerSettings.BROKER, clients.channel(), BrokerSettings.CONTROLLER, quorum.channel());
        return (listener, address, backlog, receiveBuffer) -> channels.get(listener);
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + clients.port();
    }

    /** Data is on disk and the folder free when this returns. A pending interrupt waits until then. */
    @Override
    public void close() {
        Uninterrupted.run(this::shutDown);
    }

    private void shutDown() {
        try (folder;
                clients;
                quorum) {
            if (broker != null) {
                broker.shutdown(LONGEST_STOP);
            }
            if (controller != null) {
                controller.shutdown();
            }
        } catch (Exception failure) {
            LOG.atWarn().setCause(failure).log("The embedded Kafka broker did not close cleanly");
        }
    }
}
