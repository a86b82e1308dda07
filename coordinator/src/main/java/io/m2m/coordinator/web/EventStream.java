package io.m2m.coordinator.web;

import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.coordinator.web.StatusView.Change;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One client's stream, sent by a thread of its own, so that a slow client holds up nobody but itself. */
final class EventStream {
    /** More than this behind, a client is let go; it may come back and say where it was. */
    private static final int MOST_WAITING = 10_000;

    private final SseEmitter emitter = new SseEmitter(0L);
    private final BlockingQueue<Change> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Duration heartbeat;
    private volatile boolean closed;
    private @Nullable Thread sender;

    /** @param heartbeat a comment is sent when nothing has happened for this long */
    EventStream(Duration heartbeat) {
        this.heartbeat = heartbeat;
        emitter.onCompletion(this::close);
        emitter.onError(broken -> close());
    }

    SseEmitter emitter() {
        return emitter;
    }

    void offer(Change change) {
        if (!waiting.offer(change)) {
            close();
        }
    }

    /** @param onEnd run once the client is gone or let go */
    synchronized void start(List<Change> backlog, Runnable onEnd) {
        sender = Thread.ofVirtual().name("event-stream").start(() -> {
            try {
                send(backlog);
                emitter.complete();
            } catch (InterruptedException letGo) {
                emitter.complete();
            } catch (IOException | IllegalStateException gone) {
                // The container knows, and ends the request.
            } finally {
                onEnd.run();
            }
        });
    }

    synchronized void close() {
        closed = true;
        if (sender != null && Thread.currentThread() != sender) {
            sender.interrupt();
        }
    }

    private void send(List<Change> backlog) throws IOException, InterruptedException {
        for (Change change : backlog) {
            send(change);
        }
        while (!closed) {
            Change change = waiting.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
            if (change == null) {
                emitter.send(SseEmitter.event().comment(""));
            } else {
                send(change);
            }
        }
    }

    private void send(Change change) throws IOException {
        emitter.send(SseEmitter.event()
                .id(Long.toString(change.position()))
                .name(change.status() instanceof MigrationStatus ? "migration" : "collection")
                .data(change.status(), MediaType.APPLICATION_JSON));
    }
}
