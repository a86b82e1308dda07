package io.m2m.coordinator.web;

import io.m2m.common.message.Event.LimitsChanged;
import io.m2m.common.message.Events;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How much of a migration may be under way, at any time and for later runs. */
@RestController
@RequestMapping("/api/v1/migrations/{id}/limits")
final class LimitsController {
    private final StatusView view;
    private final Events events;
    private final Duration patience;

    /** @param patience how long an answer waits for the limits to show */
    LimitsController(StatusView view, Events events, Duration patience) {
        this.view = view;
        this.events = events;
        this.patience = patience;
    }

    @Operation(summary = "The limits there are", description = "What is absent has no bound.")
    @GetMapping
    Limits get(@PathVariable String id) {
        return Objects.requireNonNull(known(id).limits());
    }

    @Operation(summary = "Change the limits", description = "At any time; what is left out has no bound from now on.")
    @PutMapping
    Limits put(@PathVariable String id, @RequestBody Limits limits) throws InterruptedException {
        known(id);
        events.publish(new LimitsChanged(id, limits));
        view.await(id, status -> limits.equals(status.limits()), patience);
        return limits;
    }

    private MigrationStatus known(String id) {
        return view.migration(id).orElseThrow(() -> Problems.unknownMigration(id));
    }
}
