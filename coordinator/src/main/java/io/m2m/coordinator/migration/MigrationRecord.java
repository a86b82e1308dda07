package io.m2m.coordinator.migration;

import io.m2m.common.message.Command;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage.CleanedStaging;
import io.m2m.common.message.Step;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a migration as a whole.
 *
 * @param limits how much may be under way; they stay from run to run
 * @param pausedAt since when nothing new is sent
 * @param cleans whether staging is cleaned after VERIFIED
 * @param problem what ends the run before all is done; while there is no verdict its report is being written
 * @param reported whether its report was written; absent before the end
 * @param cleaned what was removed from staging at the end
 */
public record MigrationRecord(
        String migration,
        long run,
        Command command,
        Level level,
        @Nullable Limits limits,
        @Nullable Integer tasksPerImport,
        @Nullable Boolean cleans,
        MigrationState state,
        Instant startedAt,
        @Nullable Instant pausedAt,
        @Nullable Instant finishedAt,
        @Nullable Verdict verdict,
        @Nullable Problem problem,
        @Nullable Boolean reported,
        @Nullable CleanedStaging cleaned) {
    public MigrationRecord {
        limits = limits == null ? Limits.NONE : limits;
        cleans = cleans != null && cleans;
    }

    static MigrationRecord begun(MigrationRequested request, Limits limits, Instant at) {
        return new MigrationRecord(
                request.migration(),
                request.run(),
                request.command(),
                request.level(),
                limits,
                null,
                null,
                MigrationState.PLANNING,
                at,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    boolean isPaused() {
        return pausedAt != null;
    }

    /** Whether a problem brings the run to its end, so that only its report is still to be written. */
    boolean isEnding() {
        return state == MigrationState.REPORTING && problem != null;
    }

    /** Whether it can still come to another end. */
    boolean isOpen() {
        return state.compareTo(MigrationState.REPORTING) <= 0 && !isEnding();
    }

    /** Whether a step is still of use: of a run that a problem brings to its end, only the report is. */
    boolean mayStill(Step step) {
        return !isEnding() || step == Step.REPORT;
    }

    MigrationRecord in(MigrationState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("migration " + migration + " cannot go from " + state + " to " + next);
        }
        return with(limits, tasksPerImport, cleans, next, pausedAt);
    }

    MigrationRecord paused(Instant at) {
        return with(limits, tasksPerImport, cleans, state, at);
    }

    MigrationRecord resumed() {
        return with(limits, tasksPerImport, cleans, state, null);
    }

    MigrationRecord limited(Limits changed) {
        return with(changed, tasksPerImport, cleans, state, pausedAt);
    }

    /** The target takes so many tasks in one import. */
    MigrationRecord together(@Nullable Integer tasks) {
        return with(limits, tasks, cleans, state, pausedAt);
    }

    MigrationRecord cleaning(@Nullable Boolean afterVerified) {
        return with(limits, tasksPerImport, afterVerified, state, pausedAt);
    }

    /** Its report is to be written, paused or not. */
    MigrationRecord ending(Problem why) {
        return over(state, null, null, why, null, null);
    }

    MigrationRecord finished(
            Instant at, Verdict end, @Nullable Problem why, boolean withReport, @Nullable CleanedStaging removed) {
        return over(in(MigrationState.FINISHED).state, at, end, why, withReport, removed);
    }

    private MigrationRecord over(
            MigrationState next,
            @Nullable Instant end,
            @Nullable Verdict nextVerdict,
            @Nullable Problem why,
            @Nullable Boolean withReport,
            @Nullable CleanedStaging removed) {
        return new MigrationRecord(
                migration,
                run,
                command,
                level,
                limits,
                tasksPerImport,
                cleans,
                next,
                startedAt,
                null,
                end,
                nextVerdict,
                why,
                withReport,
                removed);
    }

    private MigrationRecord with(
            @Nullable Limits nextLimits,
            @Nullable Integer nextTasksPerImport,
            @Nullable Boolean nextCleans,
            MigrationState next,
            @Nullable Instant nextPausedAt) {
        return new MigrationRecord(
                migration,
                run,
                command,
                level,
                nextLimits,
                nextTasksPerImport,
                nextCleans,
                next,
                startedAt,
                nextPausedAt,
                finishedAt,
                verdict,
                problem,
                reported,
                cleaned);
    }
}
