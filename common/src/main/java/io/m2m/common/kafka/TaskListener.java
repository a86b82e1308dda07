package io.m2m.common.kafka;

import io.m2m.common.message.Events;
import io.m2m.common.message.Message;
import io.m2m.common.message.TaskHandler;
import io.m2m.common.message.TaskMessage;
import io.m2m.common.metrics.Meters;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.MessageListener;

/**
 * Takes one task from a queue, lets the service handle it and publishes what happened. The offset moves when this returns,
 * which is after the effect and its event are durable. A failure leaves to {@link FailurePolicy}.
 */
final class TaskListener<T extends TaskMessage> implements MessageListener<String, Message> {
    private final Class<T> family;
    private final TaskHandler<T> handler;
    private final Events events;
    private final ScheduledExecutorService heartbeats;
    private final Meters meters;

    TaskListener(
            Class<T> family,
            TaskHandler<T> handler,
            Events events,
            ScheduledExecutorService heartbeats,
            Meters meters) {
        this.family = family;
        this.handler = handler;
        this.events = events;
        this.heartbeats = heartbeats;
        this.meters = meters;
    }

    @Override
    public void onMessage(ConsumerRecord<String, Message> record) {
        T task = family.cast(record.value());
        try (TaskMdc mdc = TaskMdc.of(task);
                Heartbeat heartbeat = new Heartbeat(task.ref(), events, heartbeats)) {
            events.publish(handler.handle(task, heartbeat.and(meters.begin(task))));
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new TaskFailure(failure);
        }
    }
}
