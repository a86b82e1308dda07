package io.m2m.common.kafka;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of the clients' metrics those that say something of a migration. A service may have dozens of consumers, and each has
 * metrics for every broker and partition.
 */
public final class KafkaMeterFilter implements MeterFilter {
    private static final List<String> DROPPED = List.of(
            "kafka.consumer.node.",
            "kafka.producer.node.",
            "kafka.admin.",
            "kafka.consumer.fetch.manager.preferred.read.replica",
            "kafka.consumer.fetch.manager.records.lead");

    private final String topicPrefix;

    public KafkaMeterFilter(String topicPrefix) {
        this.topicPrefix = topicPrefix;
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        if (!id.getName().startsWith("kafka.")) {
            return MeterFilterReply.NEUTRAL;
        }
        boolean dropped = DROPPED.stream().anyMatch(id.getName()::startsWith);
        return dropped || isUnderAnOldName(id.getTag("topic")) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    /** Clients tell of a topic twice: as it is called, and as they called it before, without dots. */
    private boolean isUnderAnOldName(@Nullable String topic) {
        return topic != null && !topic.startsWith(topicPrefix);
    }
}
