package io.m2m.coordinator.web;

import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.coordinator.web.StatusView.Following;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Server-sent events: what a client does not know yet, then every change. */
@RestController
final class EventsController implements SmartLifecycle {
    private final StatusView view;
    private final Duration heartbeat;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    EventsController(StatusView view, Duration heartbeat) {
        this.view = view;
        this.heartbeat = heartbeat;
    }

    @Operation(
            summary = "Every change as a server-sent event",
            description = "Events migration and collection, each with the whole status as data. With Last-Event-ID only"
                    + " what changed since; everything when that is too long ago.")
    @ApiResponse(
            responseCode = "200",
            description = "The stream; comments are signs of life.",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(oneOf = {MigrationStatus.class, CollectionStatus.class})))
    @GetMapping(path = "/api/v1/migrations/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEvent) {
        if (view.migration(id).isEmpty()) {
            throw Problems.unknownMigration(id);
        }
        EventStream stream = new EventStream(heartbeat);
        streams.add(stream);
        Following following = view.follow(id, position(lastEvent), stream::offer);
        stream.start(following.backlog(), () -> {
            following.stop().run();
            streams.remove(stream);
        });
        return stream.emitter();
    }

    private static long position(@Nullable String lastEvent) {
        try {
            return lastEvent == null ? StatusView.NOTHING_KNOWN : Long.parseLong(lastEvent);
        } catch (NumberFormatException notOurs) {
            return StatusView.NOTHING_KNOWN;
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Comes before the web server's own end, which would wait for the streams. */
    @Override
    public void stop() {
        running = false;
        streams.forEach(EventStream::close);
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
