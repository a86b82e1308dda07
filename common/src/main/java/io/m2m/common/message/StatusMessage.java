package io.m2m.common.message;

import io.m2m.common.model.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Summaries for the page, the command line and metrics, on a compacted topic. */
public sealed interface StatusMessage extends Message {

    /**
     * The whole migration.
     *
     * @param state name of its state
     * @param paused whether nothing new is sent at present
     * @param phases dump, load and verify as far as the run includes them
     * @param quarantined segments set aside so far
     * @param verdict once it is over
     * @param problem what ends it as a whole before all is done; there already while the report of it is written
     * @param reported whether staging has the report of this run, which is over then
     * @param cleaned what was removed from staging at the end, where the configuration asks for it
     * @param limits how much may be under way
     * @param etaSeconds estimated time until the run is over, once there is something to estimate from
     */
    record MigrationStatus(
            String migration,
            long run,
            Command command,
            Level level,
            String state,
            @Nullable Boolean paused,
            List<PhaseProgress> phases,
            int quarantined,
            @Nullable Verdict verdict,
            @Nullable Problem problem,
            @Nullable Boolean reported,
            @Nullable CleanedStaging cleaned,
            @Nullable Limits limits,
            @Nullable Long etaSeconds,
            Instant startedAt,
            @Nullable Instant finishedAt)
            implements StatusMessage {
        /** Summaries of versions that knew neither pause nor limits nor the report of a problem lie on the topic, too. */
        public MigrationStatus {
            paused = paused != null && paused;
            reported = reported == null ? Boolean.valueOf(verdict != null && problem == null) : reported;
            limits = limits == null ? Limits.NONE : limits;
            phases = List.copyOf(phases);
        }
    }

    /** How much was removed from staging. */
    record CleanedStaging(long objects, long bytes) {}

    /** One collection. */
    record CollectionStatus(
            String migration,
            long run,
            String source,
            String target,
            String state,
            List<PhaseProgress> phases,
            int quarantined,
            @Nullable Verdict verdict,
            @Nullable Problem problem)
            implements StatusMessage {
        public CollectionStatus {
            phases = List.copyOf(phases);
        }
    }

    /**
     * @param name dump, load or verify
     * @param rowsPerSecond, bytesPerSecond over the last minute; of the whole migration only, while the phase is at work
     * @param tasks those that are not done
     */
    record PhaseProgress(
            String name,
            long doneTasks,
            long totalTasks,
            long rows,
            long totalRows,
            long bytes,
            long totalBytes,
            @Nullable Double rowsPerSecond,
            @Nullable Double bytesPerSecond,
            @Nullable TaskCounts tasks) {}

    /**
     * Where the tasks of a phase are that are not done.
     *
     * @param queued wait for a worker for the first time
     * @param running a worker or the target is at work on their first attempt
     * @param retrying wait for another attempt, or are in one
     * @param failed given up; {@code doneTasks} has them, too
     */
    record TaskCounts(long queued, long running, long retrying, long failed) {
        public static final TaskCounts NONE = new TaskCounts(0, 0, 0, 0);

        public TaskCounts plus(TaskCounts other) {
            return new TaskCounts(
                    queued + other.queued, running + other.running, retrying + other.retrying, failed + other.failed);
        }
    }
}
