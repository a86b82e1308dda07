package io.m2m.common.kafka;

import java.util.Map;

/**
 * How to reach Kafka and how topics are made.
 *
 * @param bootstrapServers {@code host:port,...}
 * @param client any Kafka client setting, passed through to every client (TLS, SASL, time-outs)
 * @param topicPrefix put before every topic and group, {@code m2m.} unless said otherwise
 * @param taskPartitions partitions of each task topic: the most workers of one kind that can work at a time
 * @param replication replication factor of the topics; -1 leaves it to the broker
 * @param createTopics whether the services make the topics; otherwise somebody else has made them
 */
public record KafkaSettings(
        String bootstrapServers,
        Map<String, String> client,
        String topicPrefix,
        int taskPartitions,
        short replication,
        boolean createTopics) {
    /** Before every topic, group and transactional id, unless the user has another. */
    public static final String TOPIC_PREFIX = "m2m.";

    public KafkaSettings {
        client = Map.copyOf(client);
    }

    /** One broker in this process. */
    public static KafkaSettings embedded(String bootstrapServers) {
        return new KafkaSettings(bootstrapServers, Map.of(), TOPIC_PREFIX, 8, (short) 1, true);
    }

    public Topics topics() {
        return new Topics(topicPrefix);
    }

    /** Without the clients' settings, which may hold a password. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + ", " + topicPrefix + "*]";
    }
}
