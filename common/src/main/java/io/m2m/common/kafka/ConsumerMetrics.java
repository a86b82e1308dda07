package io.m2m.common.kafka;

import io.m2m.common.message.Message;
import io.m2m.common.metrics.Meters;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;

/** Shows the metrics of the consumers that a container makes and closes. */
final class ConsumerMetrics implements ConsumerFactory.Listener<String, Message> {
    private static final Logger log = LoggerFactory.getLogger(ConsumerMetrics.class);

    private final Meters meters;
    private final Map<String, AutoCloseable> shown = new ConcurrentHashMap<>();

    ConsumerMetrics(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void consumerAdded(String id, Consumer<String, Message> consumer) {
        shown.put(id, meters.show((refresher, every) -> new KafkaClientMetrics(consumer, List.of(), refresher, every)));
    }

    @Override
    public void consumerRemoved(String id, Consumer<String, Message> consumer) {
        AutoCloseable gone = shown.remove(id);
        try {
            if (gone != null) {
                gone.close();
            }
        } catch (Exception stale) {
            log.atDebug().addKeyValue("consumer", id).setCause(stale).log("metrics of a closed consumer stay");
        }
    }
}
