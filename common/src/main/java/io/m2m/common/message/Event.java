package io.m2m.common.message;

import io.m2m.common.model.DuplicateIds;
import io.m2m.common.model.Manifest.StagedFile;
import io.m2m.common.model.Problem;
import io.m2m.common.model.TaskOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened, told to the coordinator. Events may come late and more than once. */
public sealed interface Event extends Message {

    /** A person asked for a run. */
    record MigrationRequested(String migration, long run, Command command, Level level) implements Event {}

    /** What a person asked of a run they saw; of no effect once another run has begun. */
    sealed interface RunVerb extends Event {
        long run();
    }

    /** Send nothing new; what runs goes on to its end. */
    record PauseRequested(String migration, long run) implements RunVerb {}

    /** Go on after a pause. */
    record ResumeRequested(String migration, long run) implements RunVerb {}

    /** Send nothing new and end the run. */
    record CancelRequested(String migration, long run) implements RunVerb {}

    /**
     * Try again what failed.
     *
     * @param nextRun name of the new run, if the one that was seen is over
     */
    record RetryRequested(String migration, long run, long nextRun) implements RunVerb {}

    /** How much may be under way from now on, in this run and later ones. */
    record LimitsChanged(String migration, Limits limits) implements Event {}

    /** An event of a worker about one attempt at one piece of work. */
    sealed interface TaskEvent extends Event {
        TaskRef ref();

        @Override
        default String migration() {
            return ref().migration();
        }
    }

    /** A worker took the task. */
    record TaskStarted(TaskRef ref) implements TaskEvent {}

    /** A sign of life, every few seconds. Rows and bytes since the task started. */
    record TaskProgressed(TaskRef ref, long rows, long bytes) implements TaskEvent {}

    /** The task was set aside after its retries. */
    record TaskFailed(TaskRef ref, Problem problem) implements TaskEvent {}

    /**
     * One line of the plan; all of them come before {@link MigrationPlanned}.
     *
     * @param ref of the planning
     * @param dumped what an earlier dump found, when the run starts from staging
     */
    record TaskPlanned(
            TaskRef ref,
            String task,
            String collection,
            String partition,
            long rows,
            long bytes,
            PlanEntry entry,
            @Nullable DumpFacts dumped)
            implements TaskEvent {}

    /**
     * The plan is complete.
     *
     * @param clean whether staging is to be cleaned once the run is VERIFIED; absent from a planner that could not ask for it
     */
    record MigrationPlanned(
            TaskRef ref,
            List<PlannedCollection> collections,
            @Nullable Boolean clean) implements TaskEvent {
        public MigrationPlanned {
            collections = List.copyOf(collections);
        }
    }

    /**
     * @param quarantined segments the plan already found unreadable
     * @param duplicateIds what becomes of repeated ids; absent when every copy is kept
     */
    record PlannedCollection(
            String source,
            String target,
            int tasks,
            long rows,
            long bytes,
            int quarantined,
            @Nullable DuplicateIds duplicateIds) {}

    /**
     * The target answers and can take the collections of the plan.
     *
     * @param tasksPerImport how many tasks one import takes; absent from a loader that gave each its own
     */
    record TargetChecked(
            TaskRef ref, String version, @Nullable Integer tasksPerImport) implements TaskEvent {}

    /**
     * The repeated ids of a collection are listed in staging, and its policy lets it be moved.
     *
     * @param ids that occur more than once
     * @param rows that will be left out
     */
    record RepeatedIdsFound(TaskRef ref, long ids, long rows) implements TaskEvent {}

    /** A dump task is complete in staging. */
    record SegmentsDumped(TaskRef ref, DumpFacts facts) implements TaskEvent {}

    /**
     * @param rows live rows written
     * @param bytes bytes of the two files
     * @param quarantined segments that could not be read
     * @param skipped rows left out by policy
     */
    record DumpFacts(long rows, long bytes, int quarantined, long skipped) {
        public static DumpFacts of(TaskOutcome outcome) {
            return new DumpFacts(
                    outcome.manifest().rows(),
                    outcome.manifest().files().values().stream()
                            .mapToLong(StagedFile::bytes)
                            .sum(),
                    outcome.quarantined().size(),
                    outcome.skippedRows());
        }
    }

    /** Collection and partitions exist on the target. */
    record CollectionPrepared(TaskRef ref) implements TaskEvent {}

    /** The target accepted an import; it runs on. */
    record ImportSubmitted(TaskRef ref, String job) implements TaskEvent {}

    /** The target completed an import. */
    record ImportCompleted(TaskRef ref, long rows) implements TaskEvent {}

    /** Index built, collection loaded, rows counted. */
    record CollectionFinished(TaskRef ref, long rows) implements TaskEvent {}

    /**
     * Structure and counts are compared.
     *
     * @param ranges number of id ranges to compare, 0 when counts are enough
     * @param searches number of blocks of vectors to search for; absent when none is
     */
    record CollectionInspected(
            TaskRef ref, int ranges, @Nullable Integer searches) implements TaskEvent {}

    /** One range is compared. */
    record RangeCompared(TaskRef ref, long rows, long bytes) implements TaskEvent {}

    /** The vectors of one block were searched for. */
    record VectorsSearched(TaskRef ref, int queries) implements TaskEvent {}

    /** The collection has its verdict. */
    record CollectionConcluded(TaskRef ref, Verdict verdict) implements TaskEvent {}

    /** The report is in staging; the run is over, unless staging is to be cleaned. */
    record ReportWritten(TaskRef ref, Verdict verdict) implements TaskEvent {}

    /**
     * What the run is through with is no longer in staging.
     *
     * @param objects removed by this attempt, {@code bytes} in all
     */
    record StagingCleaned(TaskRef ref, long objects, long bytes) implements TaskEvent {}
}
