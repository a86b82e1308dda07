package io.m2m.coordinator.kafka;

import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.Topics;
import io.m2m.common.metrics.Meters;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the topology as part of the service's life. */
public final class CoordinatorStreams implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CoordinatorStreams.class);
    /** A coordinator silent for this long is replaced by another one. */
    private static final int SESSION_MILLIS = 10_000;

    /** Its memory goes to one partition: a commit waits for every batch of it, one behind the other. */
    private static final int BATCH_BYTES = 256 << 10;

    private final KafkaStreams streams;
    private final Path stateFolder;
    private final Meters meters;
    private AutoCloseable metrics = () -> {};

    /** @param stateFolder its own, gone when it has stopped */
    public CoordinatorStreams(Topology topology, KafkaClients clients, Path stateFolder) {
        this.stateFolder = stateFolder;
        this.meters = clients.meters();
        this.streams = new KafkaStreams(topology, new StreamsConfig(config(clients, stateFolder)));
        this.streams.setUncaughtExceptionHandler(failure -> StreamThreadExceptionResponse.REPLACE_THREAD);
    }

    private static Map<String, Object> config(KafkaClients clients, Path stateFolder) {
        KafkaSettings settings = clients.settings();
        Map<String, Object> config = new HashMap<>();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.topicPrefix() + "coordinator");
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.replication());
        // A second coordinator follows the first one's memory and need not read it all when it takes over.
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableEvents.class);
        config.put(UnreadableEvents.METERS, clients.meters());
        config.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                settings.topics().events() + Topics.DEAD_LETTER);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), SESSION_MILLIS / 4);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        Map<String, Object> all = clients.forStreams(config);
        if (!all.containsKey(ProducerConfig.BATCH_SIZE_CONFIG)) {
            all.putIfAbsent(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        }
        return all;
    }

    @Override
    public void start() {
        metrics = meters.show((refresher, every) -> new KafkaStreamsMetrics(streams, List.of(), refresher, every));
        streams.start();
    }

    @Override
    public void stop() {
        // Leaving tells the others at once; otherwise they would wait for the session's end.
        streams.close(CloseOptions.timeout(Duration.ofSeconds(10))
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        hide();
        try {
            Files.deleteIfExists(stateFolder);
        } catch (IOException left) {
            stateFolder.toFile().deleteOnExit();
        }
    }

    private void hide() {
        try {
            metrics.close();
        } catch (Exception stale) {
            log.atDebug().setCause(stale).log("metrics of closed streams stay");
        }
    }

    @Override
    public boolean isRunning() {
        return streams.state().isRunningOrRebalancing();
    }
}
