package io.m2m.common.message;

import io.m2m.common.model.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Work with files that the coordinator does outside of its decisions. */
public sealed interface PlanTask extends TaskMessage {
    /** Read the catalog and write the plan; for a command that does not dump, take up the plan an earlier dump wrote. */
    record PlanMigration(TaskRef ref, Command command) implements PlanTask {
        @Override
        public boolean waitedFor() {
            return true;
        }
    }

    /**
     * Collect the evidence in staging into the report.
     *
     * @param ends how each collection ended as far as the coordinator knows
     * @param problem what ended the run as a whole before all was done, if anything
     */
    record WriteReport(
            TaskRef ref,
            Command command,
            Level level,
            Instant startedAt,
            Instant finishedAt,
            List<CollectionEnd> ends,
            List<PhaseTotals> phases,
            @Nullable Problem problem)
            implements PlanTask {
        public WriteReport {
            ends = List.copyOf(ends);
            phases = List.copyOf(phases);
        }

        @Override
        public boolean waitedFor() {
            return problem != null;
        }
    }

    /** Remove from staging what the run is through with: its report says VERIFIED. */
    record CleanStaging(TaskRef ref) implements PlanTask {}

    /** @param problem what kept the collection from its end, if anything */
    record CollectionEnd(
            String source, Verdict verdict, @Nullable Problem problem) {}

    /** @param name dump, load or verify */
    record PhaseTotals(String name, double seconds, long rows, long bytes) {}
}
