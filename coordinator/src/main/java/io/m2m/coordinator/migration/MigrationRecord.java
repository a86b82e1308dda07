package io.m2m.coordinator.migration;

import io.m2m.common.message.Command;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a migration as a whole.
 *
 * @param limits how much may be under way; they stay from run to run
 * @param pausedAt since when nothing new is sent
 */
public record MigrationRecord(
        String migration,
        long run,
        Command command,
        Level level,
        @Nullable Limits limits,
        @Nullable Integer tasksPerImport,
        MigrationState state,
        Instant startedAt,
        @Nullable Instant pausedAt,
        @Nullable Instant finishedAt,
        @Nullable Verdict verdict,
        @Nullable Problem problem) {
    public MigrationRecord {
        limits = limits == null ? Limits.NONE : limits;
    }

    static MigrationRecord begun(MigrationRequested request, Limits limits, Instant at) {
        return new MigrationRecord(
                request.migration(),
                request.run(),
                request.command(),
                request.level(),
                limits,
                null,
                MigrationState.PLANNING,
                at,
                null,
                null,
                null,
                null);
    }

    boolean isPaused() {
        return pausedAt != null;
    }

    MigrationRecord in(MigrationState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("migration " + migration + " cannot go from " + state + " to " + next);
        }
        return with(limits, tasksPerImport, next, pausedAt);
    }

    MigrationRecord paused(Instant at) {
        return with(limits, tasksPerImport, state, at);
    }

    MigrationRecord resumed() {
        return with(limits, tasksPerImport, state, null);
    }

    MigrationRecord limited(Limits changed) {
        return with(changed, tasksPerImport, state, pausedAt);
    }

    /** The target takes so many tasks in one import. */
    MigrationRecord together(@Nullable Integer tasks) {
        return with(limits, tasks, state, pausedAt);
    }

    MigrationRecord finished(Instant at, Verdict end, @Nullable Problem why) {
        MigrationRecord last = in(MigrationState.FINISHED);
        return new MigrationRecord(
                migration, run, command, level, limits, tasksPerImport, last.state, startedAt, null, at, end, why);
    }

    private MigrationRecord with(
            @Nullable Limits nextLimits,
            @Nullable Integer nextTasksPerImport,
            MigrationState next,
            @Nullable Instant nextPausedAt) {
        return new MigrationRecord(
                migration,
                run,
                command,
                level,
                nextLimits,
                nextTasksPerImport,
                next,
                startedAt,
                nextPausedAt,
                finishedAt,
                verdict,
                problem);
    }
}
