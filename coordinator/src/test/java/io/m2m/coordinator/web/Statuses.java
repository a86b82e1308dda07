package io.m2m.coordinator.web;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.StatusMessage.PhaseProgress;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Summaries as the coordinator publishes them. */
final class Statuses {
    static final Instant STARTED = Instant.parse("2024-02-29T12:00:00Z");

    private Statuses() {}

    static MigrationStatus running(String migration, long run) {
        return status(migration, run, "RUNNING", false, null, null, null);
    }

    static MigrationStatus paused(String migration, long run) {
        return status(migration, run, "RUNNING", true, null, null, null);
    }

    static MigrationStatus finished(String migration, long run, Verdict verdict, @Nullable Problem problem) {
        return status(migration, run, "FINISHED", false, verdict, problem, STARTED.plusSeconds(9));
    }

    static MigrationStatus limited(MigrationStatus status, Limits limits) {
        return new MigrationStatus(
                status.migration(),
                status.run(),
                status.command(),
                status.level(),
                status.state(),
                status.paused(),
                status.phases(),
                status.quarantined(),
                status.verdict(),
                status.problem(),
                status.reported(),
                status.cleaned(),
                limits,
                status.etaSeconds(),
                status.startedAt(),
                status.finishedAt());
    }

    private static MigrationStatus status(
            String migration,
            long run,
            String state,
            boolean paused,
            @Nullable Verdict verdict,
            @Nullable Problem problem,
            @Nullable Instant finished) {
        return new MigrationStatus(
                migration,
                run,
                Command.MIGRATE,
                Level.FULL,
                state,
                paused,
                List.of(new PhaseProgress("dump", 1, 2, 3, 4, 5, 6, null, null, null)),
                0,
                verdict,
                problem,
                null,
                null,
                Limits.NONE,
                null,
                STARTED,
                finished);
    }

    static CollectionStatus collection(String migration, long run, String source, String state) {
        return new CollectionStatus(migration, run, source, source, state, List.of(), 0, null, null);
    }
}
