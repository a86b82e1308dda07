package io.m2m.common.kafka;

import io.m2m.common.message.Event.TaskProgressed;
import io.m2m.common.message.Event.TaskStarted;
import io.m2m.common.message.Events;
import io.m2m.common.message.Progress;
import io.m2m.common.message.TaskRef;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the coordinator every few seconds that a task is alive and how far it is. */
final class Heartbeat implements Progress, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final long MILLIS = 1_000;

    private final TaskRef ref;
    private final Events events;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final ScheduledFuture<?> beat;

    Heartbeat(TaskRef ref, Events events, ScheduledExecutorService scheduler) {
        this.ref = ref;
        this.events = events;
        events.publish(new TaskStarted(ref));
        this.beat = scheduler.scheduleAtFixedRate(this::send, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void report(long newRows, long newBytes) {
        rows.set(newRows);
        bytes.set(newBytes);
    }

    private void send() {
        try {
            events.publish(new TaskProgressed(ref, rows.get(), bytes.get()));
        } catch (RuntimeException unheard) {
            log.atWarn().addKeyValue("task", ref.key()).setCause(unheard).log("heartbeat not delivered");
        }
    }

    @Override
    public void close() {
        beat.cancel(false);
    }
}
