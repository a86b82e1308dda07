package io.m2m.coordinator.kafka;

import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.MessageSerde;
import io.m2m.common.kafka.Topics;
import io.m2m.common.metrics.Meters;
import io.m2m.coordinator.migration.Migration;
import io.m2m.coordinator.migration.TaskArchive;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.Stores;
import tools.jackson.databind.json.JsonMapper;

/** One source, one processor with its in-memory store, one sink to every topic. */
public final class CoordinatorTopology {
    private CoordinatorTopology() {}

    public static Topology of(
            KafkaSettings settings,
            MessageSerde serde,
            JsonMapper mapper,
            Meters meters,
            Function<TaskArchive, Migration> newMigration) {
        Topics topics = settings.topics();
        meters.mayBeSetAside(topics.events());
        Serializer<Outgoing> outgoing = (topic, value) -> serde.serializer().serialize(topic, value.message());
        StreamPartitioner<String, Outgoing> lane = (topic, key, value, partitions) ->
                value.lane() < 0 ? Optional.empty() : Optional.of(Set.of(value.lane() % partitions));
        return new Topology()
                .addSource("events", new StringDeserializer(), serde.deserializer(), topics.events())
                .addProcessor("decide", () -> new DecisionProcessor(topics, mapper, meters, newMigration), "events")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(DecisionProcessor.STORE),
                                Serdes.String(),
                                Serdes.ByteArray()),
                        "decide")
                .addSink(
                        "out",
                        (key, value, context) -> value.topic(),
                        new StringSerializer(),
                        outgoing,
                        lane,
                        "decide");
    }
}
