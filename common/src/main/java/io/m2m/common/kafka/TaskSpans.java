package io.m2m.common.kafka;

import io.m2m.common.message.TaskMessage;
import io.micrometer.common.KeyValues;
import org.springframework.kafka.support.micrometer.KafkaListenerObservation.DefaultKafkaListenerObservationConvention;
import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;

/** Says in a span which task it is. */
final class TaskSpans extends DefaultKafkaListenerObservationConvention {
    @Override
    public KeyValues getHighCardinalityKeyValues(KafkaRecordReceiverContext context) {
        KeyValues known = super.getHighCardinalityKeyValues(context);
        return context.getRecord().value() instanceof TaskMessage task
                ? known.and(
                        "m2m.migration",
                        task.migration(),
                        "m2m.collection",
                        task.collection(),
                        "m2m.task",
                        task.ref().key(),
                        "m2m.attempt",
                        Integer.toString(task.ref().attempt()))
                : known;
    }
}
