package io.m2m.coordinator.web;

import io.m2m.common.message.Command;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Events;
import io.m2m.common.message.Level;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.report.Report;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.ObjectStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
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
    private final Duration patience;

    /**
     * @param migration id of the migration that this deployment's configuration describes
     * @param level how much to compare when a request does not say
     * @param patience how long an answer waits for the run to show
     */
    MigrationsController(
            String migration,
            Level level,
            StatusView view,
            Events events,
            ObjectStore staging,
            JsonMapper mapper,
            Clock clock,
            Duration patience) {
        this.migration = migration;
        this.level = level;
        this.view = view;
        this.events = events;
        this.staging = staging;
        this.mapper = mapper;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * @param command absent for {@code MIGRATE}
     * @param level absent for the configuration's
     * @param migration which one is meant; absent for the one that this deployment's configuration describes
     */
    @Schema(name = "RunRequest")
    record Request(
            @Nullable Command command,
            @Nullable Level level,
            @Nullable String migration) {}

    /** @param run its name, which every status of it bears */
    @Schema(name = "AcceptedRun")
    record Accepted(String migration, long run) {}

    @Schema(name = "MigrationDetail")
    record Detail(MigrationStatus migration, List<CollectionStatus> collections) {}

    @Operation(summary = "Begin a run", description = "409 while one is under way.")
    @ApiResponse(responseCode = "202", description = "The run begins.")
    @ApiResponse(responseCode = "409", ref = ApiDescription.PROBLEM)
    @PostMapping
    ResponseEntity<Accepted> start(@RequestBody(required = false) @Nullable Request request)
            throws InterruptedException {
        Request wanted = request == null ? new Request(null, null, null) : request;
        if (wanted.migration() != null && !wanted.migration().equals(migration)) {
            throw Problems.badRequest("this deployment's configuration describes migration " + migration + ", not "
                    + wanted.migration() + "; leave the configuration out, or name the deployment's own");
        }
        boolean active = view.migration(migration)
                .filter(status -> status.finishedAt() == null)
                .isPresent();
        if (active) {
            throw Problems.conflict("migration " + migration + " is running; wait for its end, or cancel it");
        }
        MigrationRequested event = new MigrationRequested(
                migration,
                clock.millis(),
                wanted.command() == null ? Command.MIGRATE : wanted.command(),
                wanted.level() == null ? level : wanted.level());
        events.publish(event);
        view.await(migration, status -> status.run() == event.run(), patience);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/migrations/" + migration))
                .body(new Accepted(migration, event.run()));
    }

    @Operation(summary = "All migrations this coordinator knows")
    @GetMapping
    List<MigrationStatus> list() {
        return view.migrations();
    }

    @Operation(summary = "One migration with its collections")
    @GetMapping("/{id}")
    Detail get(@PathVariable String id) {
        return new Detail(known(id), view.collections(id));
    }

    @Operation(summary = "The report of the last run", description = "404 before the run is over.")
    @ApiResponse(
            responseCode = "200",
            description = "The report as it lies in staging.",
            content = @Content(schema = @Schema(implementation = Report.class)))
    @GetMapping(path = "/{id}/report", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] report(@PathVariable String id) throws IOException {
        MigrationStatus status = known(id);
        if (status.verdict() == null) {
            throw Problems.notFound("migration " + id + " has no report before it is finished");
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
        return Problems.notFound("the last run of migration " + status.migration() + " left no report"
                + (status.problem() == null ? "" : ": " + status.problem().sentence()));
    }

    private MigrationStatus known(String id) {
        return view.migration(id).orElseThrow(() -> Problems.unknownMigration(id));
    }
}
