package io.m2m.coordinator.kafka;

import io.m2m.common.metrics.Meters;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/** Sets an event aside that cannot be read, and counts it. Kafka Streams makes it and hands it the settings. */
public final class UnreadableEvents extends LogAndContinueExceptionHandler {
    /** Setting that holds the {@link Meters}. */
    static final String METERS = "m2m.meters";

    private Meters meters = Meters.none();

    @Override
    public void configure(Map<String, ?> settings) {
        super.configure(settings);
        if (settings.get(METERS) instanceof Meters given) {
            meters = given;
        }
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
        meters.setAside(record.topic());
        return super.handleError(context, record, failure);
    }
}
