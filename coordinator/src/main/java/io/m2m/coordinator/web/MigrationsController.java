package io.m2m.coordinator.web;

import io.m2m.common.message.Command;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Events;
import io.m2m.common.message.Level;
import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.report.Report;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/v1/migrations}. Errors are RFC 9457 problem documents. */
@RestController
@RequestMapping("/api/v1/migrations")
final class MigrationsController {
    private final String migration;
    private final Level level;
    private final StatusView view;
    private final Events events;
    private final ObjectStore staging;
    private final JsonMapper mapper;
    private final Clock clock;

    /**
     * @param migration id of the migration that this deployment's configuration describes
     * @param level how much to compare when a request does not say
     */
    MigrationsController(
            String migration,
            Level level,
            StatusView view,
            Events events,
            ObjectStore staging,
            JsonMapper mapper,
            Clock clock) {
        this.migration = migration;
        this.level = level;
        this.view = view;
        this.events = events;
        this.staging = staging;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** @param command absent for {@code MIGRATE} */
    record Request(@Nullable Command command, @Nullable Level level) {}

    record Accepted(String migration, long run) {}

    record Detail(MigrationStatus migration, List<CollectionStatus> collections) {}

    @PostMapping
    ResponseEntity<Accepted> start(@RequestBody(required = false) @Nullable Request request) {
        boolean active = view.migration(migration)
                .filter(status -> status.finishedAt() == null)
                .isPresent();
        if (active) {
            throw problem(HttpStatus.CONFLICT, "migration " + migration + " is running; wait for its end");
        }
        Request wanted = request == null ? new Request(null, null) : request;
        MigrationRequested event = new MigrationRequested(
                migration,
                clock.millis(),
                wanted.command() == null ? Command.MIGRATE : wanted.command(),
                wanted.level() == null ? level : wanted.level());
        events.publish(event);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/migrations/" + migration))
                .body(new Accepted(migration, event.run()));
    }

    @GetMapping
    List<MigrationStatus> list() {
        return view.migrations();
    }

    @GetMapping("/{id}")
    Detail get(@PathVariable String id) {
        return new Detail(known(id), view.collections(id));
    }

    @GetMapping(path = "/{id}/report", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] report(@PathVariable String id) throws IOException {
        MigrationStatus status = known(id);
        if (status.verdict() == null) {
            throw problem(HttpStatus.NOT_FOUND, "migration " + id + " has no report before it is finished");
        }
        byte[] report;
        try (InputStream stored = staging.open(StagingLayout.REPORT, 0)) {
            report = stored.readAllBytes();
        } catch (NoSuchFileException absent) {
            throw withoutReport(status);
        }
        Report read = mapper.readValue(report, Report.class);
        // Another run of this staging may have written the last report; one that fails early writes none.
        if (!read.migration().equals(id) || !read.startedAt().equals(status.startedAt())) {
            throw withoutReport(status);
        }
        return report;
    }

    private static ErrorResponseException withoutReport(MigrationStatus status) {
        return problem(
                HttpStatus.NOT_FOUND,
                "the last run of migration " + status.migration() + " left no report"
                        + (status.problem() == null
                                ? ""
                                : ": " + status.problem().sentence()));
    }

    /** What is known at once, then every change. */
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable String id) {
        known(id);
        SseEmitter emitter = new SseEmitter(0L);
        Runnable unwatch = view.watch(status -> {
            if (status.migration().equals(id)) {
                send(emitter, status);
            }
        });
        emitter.onCompletion(unwatch);
        emitter.onError(broken -> unwatch.run());
        view.all(id).forEach(status -> send(emitter, status));
        return emitter;
    }

    private static void send(SseEmitter emitter, StatusMessage status) {
        try {
            emitter.send(SseEmitter.event()
                    .name(status instanceof MigrationStatus ? "migration" : "collection")
                    .data(status, MediaType.APPLICATION_JSON));
        } catch (IOException | IllegalStateException gone) {
            emitter.completeWithError(gone);
        }
    }

    private MigrationStatus known(String id) {
        return view.migration(id).orElseThrow(() -> problem(HttpStatus.NOT_FOUND, "there is no migration " + id));
    }

    private static ErrorResponseException problem(HttpStatus status, String sentence) {
        ErrorResponseException problem = new ErrorResponseException(status);
        problem.setDetail(sentence);
        return problem;
    }
}
