package io.m2m.common.kafka;

import io.m2m.common.message.Message;
import io.m2m.common.metrics.Meters;
import io.m2m.common.model.ProblemException;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.support.serializer.ErrorHandlingDeserializer;

/**
 * Makes the Kafka clients of a service, with the settings m2m relies on above what the user passes through. Each of the maps of
 * settings is refused with a {@link ProblemException} of kind CONFIGURATION when the two contradict each other.
 */
public final class KafkaClients {
    /** A worker silent for this long is dead and its partitions move on. */
    private static final int SESSION_MILLIS = 12_000;
    /** Longer than any single task may take. */
    private static final int LONGEST_TASK_MILLIS = 6 * 60 * 60 * 1000;

    private final KafkaSettings settings;
    private final ClientSettings given;
    private final MessageSerde serde;
    private final Meters meters;
    private final Traces traces;

    /** Clients that nobody watches. */
    public KafkaClients(KafkaSettings settings, MessageSerde serde) {
        this(settings, serde, Meters.none(), Traces.none());
    }

    /**
     * @param meters where the clients show their own metrics
     * @param traces of who speaks through them
     */
    public KafkaClients(KafkaSettings settings, MessageSerde serde, Meters meters, Traces traces) {
        this.settings = settings;
        this.given = new ClientSettings(settings.client());
        this.serde = serde;
        this.meters = meters;
        this.traces = traces;
    }

    public Meters meters() {
        return meters;
    }

    Traces traces() {
        return traces;
    }

    public KafkaSettings settings() {
        return settings;
    }

    /** Settings of an admin client. */
    public Map<String, Object> forAdmin() {
        return given.of(ClientSettings.ADMIN, atBrokers(Map.of()));
    }

    /** Settings of a producer that stores what it was given once, or says that it did not. */
    public Map<String, Object> forProducer() {
        return given.of(
                ClientSettings.PRODUCER,
                atBrokers(Map.of(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true, ProducerConfig.ACKS_CONFIG, "all")));
    }

    /**
     * Settings of a consumer that begins at the beginning, sees only what was committed and says itself how far it has come.
     *
     * @param more what else it must have
     */
    public Map<String, Object> forConsumer(Map<String, Object> more) {
        Map<String, Object> relied = atBrokers(more);
        relied.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        relied.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        relied.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        relied.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        return given.of(ClientSettings.CONSUMER, relied);
    }

    /**
     * Settings of Kafka Streams.
     *
     * @param relied what it must have
     */
    public Map<String, Object> forStreams(Map<String, Object> relied) {
        return given.ofStreams(atBrokers(relied));
    }

    public Producer<String, Message> producer() {
        Producer<String, Message> producer =
                new KafkaProducer<>(forProducer(), new StringSerializer(), serde.serializer());
        meters.show((refresher, every) -> new KafkaClientMetrics(producer, List.of(), refresher, every));
        return producer;
    }

    /** Consumers of a work queue: one task at a time, only what the coordinator committed. */
    public DefaultKafkaConsumerFactory<String, Message> workers(String group) {
        Map<String, Object> config = forConsumer(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                settings.topicPrefix() + group,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1,
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                LONGEST_TASK_MILLIS,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                SESSION_MILLIS,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                SESSION_MILLIS / 4));
        DefaultKafkaConsumerFactory<String, Message> factory = new DefaultKafkaConsumerFactory<>(
                config, new StringDeserializer(), new ErrorHandlingDeserializer<>(serde.deserializer()));
        factory.addListener(new ConsumerMetrics(meters));
        return factory;
    }

    /** A consumer that reads a topic by itself, from the beginning, without a group. */
    public Consumer<String, Message> reader() {
        Consumer<String, Message> reader =
                new KafkaConsumer<>(forConsumer(Map.of()), new StringDeserializer(), serde.deserializer());
        meters.show((refresher, every) -> new KafkaClientMetrics(reader, List.of(), refresher, every));
        return reader;
    }

    private Map<String, Object> atBrokers(Map<String, Object> relied) {
        Map<String, Object> all = new HashMap<>(relied);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        return all;
    }
}
