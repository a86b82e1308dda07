package io.m2m.standalone.broker;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.wiring.Uninterrupted;
import io.m2m.standalone.process.Broker;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka as one node in this JVM, reachable from this machine only. */
public final class EmbeddedBroker implements Broker {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final BrokerFolder folder;
    private final LoopbackListener clients;
    private final LoopbackListener quorum;
    private @Nullable KafkaNode node;

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
        node = KafkaNode.of(
                BrokerSettings.of(folder.path(), clients.port(), quorum.port()),
                Uuid.randomUuid().toString(),
                Map.of(BrokerSettings.BROKER, clients.channel(), BrokerSettings.CONTROLLER, quorum.channel()));
        node.start();
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
            if (node != null) {
                node.close();
            }
        } catch (Exception failure) {
            LOG.atWarn().setCause(failure).log("The embedded Kafka broker did not close cleanly");
        }
    }
}
