package io.m2m.standalone.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Kafka's configuration for one small node that only this process talks to. */
public final class BrokerSettings {
    /** The listener by which brokers talk with each other. */
    public static final String BROKER = "BROKER";

    public static final String CONTROLLER = "CONTROLLER";

    private static final int NODE = 1;

    private BrokerSettings() {}

    public static Map<String, String> of(Path folder, int brokerPort, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("log.dirs", folder.toString());
        settings.putAll(node(brokerPort, controllerPort));
        settings.putAll(singleCopies());
        settings.putAll(smallFootprint());
        return settings;
    }

    /** Static voters let both ports change at each start on the same data. */
    private static Map<String, String> node(int brokerPort, int controllerPort) {
        String broker = BROKER + "://127.0.0.1:" + brokerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(NODE),
                "listeners",
                broker + "," + CONTROLLER + "://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                broker,
                "listener.security.protocol.map",
                BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "inter.broker.listener.name",
                BROKER,
                "controller.listener.names",
                CONTROLLER,
                "controller.quorum.voters",
                NODE + "@127.0.0.1:" + controllerPort);
    }

    /** One node holds one copy of everything; one partition per internal topic starts faster. */
    private static Map<String, String> singleCopies() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1",
                "auto.create.topics.enable", "false");
    }

    /** Of any node, wherever it listens and however many there are. */
    public static Map<String, String> smallFootprint() {
        return Map.of(
                // The default of 128 MB is allocated on the heap at start.
                "log.cleaner.dedupe.buffer.size", "2097152",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "group.initial.rebalance.delay.ms", "0",
                "group.streams.initial.rebalance.delay.ms", "0",
                // A migration may be paused, and its broker stopped, for longer than Kafka's seven days.
                "log.retention.ms", "-1",
                "offsets.retention.minutes", String.valueOf(366 * 24 * 60));
    }
}
