package io.m2m.coordinator.web;

import io.m2m.common.message.Event;
import io.m2m.common.message.Event.CancelRequested;
import io.m2m.common.message.Event.PauseRequested;
import io.m2m.common.message.Event.ResumeRequested;
import io.m2m.common.message.Event.RetryRequested;
import io.m2m.common.message.Events;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.model.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What an operator may ask of a migration. Each answers 202 with the status as it is then; 409 when the verb does not apply,
 * but not when what it asks for is the case already.
 */
@RestController
@RequestMapping("/api/v1/migrations/{id}")
final class VerbsController {
    private static final String STATUS = "The status as it is now.";

    private final String migration;
    private final StatusView view;
    private final Events events;
    private final UnreadLetters unread;
    private final Clock clock;
    private final Duration patience;

    /**
     * @param migration id of the migration that this deployment's configuration describes
     * @param patience how long an answer waits for what was asked for to show
     */
    VerbsController(
            String migration, StatusView view, Events events, UnreadLetters unread, Clock clock, Duration patience) {
        this.migration = migration;
        this.view = view;
        this.events = events;
        this.unread = unread;
        this.clock = clock;
        this.patience = patience;
    }

    @Operation(
            summary = "Send nothing new",
            description = "What runs goes on to its end. 202 when it is paused already.")
    @ApiResponse(responseCode = "202", description = STATUS)
    @ApiResponse(responseCode = "409", ref = ApiDescription.PROBLEM)
    @PostMapping("/pause")
    ResponseEntity<MigrationStatus> pause(@PathVariable String id) throws InterruptedException {
        MigrationStatus status = unfinished(id, "paused");
        return isPaused(status)
                ? accepted(status)
                : ask(new PauseRequested(id, status.run()), status, VerbsController::isPaused);
    }

    @Operation(
            summary = "Go on after a pause",
            description = "409 when it is not paused, and when it is one of an earlier configuration.")
    @ApiResponse(responseCode = "202", description = STATUS)
    @ApiResponse(responseCode = "409", ref = ApiDescription.PROBLEM)
    @PostMapping("/resume")
    ResponseEntity<MigrationStatus> resume(@PathVariable String id) throws InterruptedException {
        MigrationStatus status = unfinished(id, "resumed");
        if (!isPaused(status)) {
            throw Problems.conflict("migration " + id + " is not paused");
        }
        refuseOfAnEarlierConfiguration(id, "resumed");
        return ask(new ResumeRequested(id, status.run()), status, now -> !isPaused(now));
    }

    @Operation(
            summary = "End the run",
            description = "Running the same command again continues. 202 when it is cancelled already.")
    @ApiResponse(responseCode = "202", description = STATUS)
    @ApiResponse(responseCode = "409", ref = ApiDescription.PROBLEM)
    @PostMapping("/cancel")
    ResponseEntity<MigrationStatus> cancel(@PathVariable String id) throws InterruptedException {
        MigrationStatus known = known(id);
        if (isCancelled(known)) {
            return accepted(known);
        }
        MigrationStatus status = unfinished(id, "cancelled");
        return ask(new CancelRequested(id, status.run()), status, VerbsController::isFinished);
    }

    @Operation(
            summary = "Try again what failed",
            description =
                    "In the run that is under way, or in a new one after its end. Messages that no service could read are put back on their queues. 409 when it is one of an earlier configuration.")
    @ApiResponse(responseCode = "202", description = STATUS)
    @ApiResponse(responseCode = "409", ref = ApiDescription.PROBLEM)
    @PostMapping("/retry")
    ResponseEntity<MigrationStatus> retry(@PathVariable String id) throws InterruptedException {
        MigrationStatus status = known(id);
        if (isFinished(status) && status.verdict() != null && status.verdict().good()) {
            throw Problems.conflict(
                    "migration " + id + " ended as " + status.verdict() + "; there is nothing to try again");
        }
        refuseOfAnEarlierConfiguration(id, "retried");
        unread.putBack();
        Predicate<MigrationStatus> shows = isFinished(status) ? now -> now.run() > status.run() : now -> true;
        return ask(new RetryRequested(id, status.run(), clock.millis()), status, shows);
    }

    private ResponseEntity<MigrationStatus> ask(Event verb, MigrationStatus known, Predicate<MigrationStatus> shows)
            throws InterruptedException {
        events.publish(verb);
        Predicate<MigrationStatus> settled = now -> shows.test(now) || now.run() > known.run();
        return accepted(view.await(verb.migration(), settled, patience).orElse(known));
    }

    private static ResponseEntity<MigrationStatus> accepted(MigrationStatus status) {
        return ResponseEntity.accepted().body(status);
    }

    private MigrationStatus known(String id) {
        return view.migration(id).orElseThrow(() -> Problems.unknownMigration(id));
    }

    private MigrationStatus unfinished(String id, String verb) {
        MigrationStatus status = known(id);
        if (isFinished(status)) {
            throw Problems.conflict("migration " + id + " is finished"
                    + (status.verdict() == null ? "" : " (" + status.verdict() + ")") + " and cannot be " + verb);
        }
        return status;
    }

    /** Its plan says what the services are no longer configured for. */
    private void refuseOfAnEarlierConfiguration(String id, String verb) {
        if (!id.equals(migration)) {
            throw Problems.conflict("migration " + id + " is one of an earlier configuration and cannot be " + verb
                    + "; the present one's is " + migration);
        }
    }

    private static boolean isFinished(MigrationStatus status) {
        return status.finishedAt() != null;
    }

    private static boolean isPaused(MigrationStatus status) {
        return Boolean.TRUE.equals(status.paused());
    }

    private static boolean isCancelled(MigrationStatus status) {
        return status.problem() != null && status.problem().kind() == Problem.Kind.CANCELLED;
    }
}
