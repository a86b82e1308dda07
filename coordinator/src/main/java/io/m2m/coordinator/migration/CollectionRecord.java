package io.m2m.coordinator.migration;

import io.m2m.common.message.Step;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.DuplicateIds;
import io.m2m.common.model.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one collection; its counts are those of its tasks.
 *
 * @param planned what the plan says of it
 * @param prepared whether it exists on the target
 */
public record CollectionRecord(
        Planned planned,
        CollectionState state,
        boolean prepared,
        @Nullable Verdict verdict,
        @Nullable Problem problem) {

    /**
     * @param quarantined segments the plan already found unreadable
     * @param duplicateIds what becomes of repeated ids; absent when every copy is kept
     */
    public record Planned(
            String source,
            String target,
            int tasks,
            long rows,
            long bytes,
            int quarantined,
            @Nullable DuplicateIds duplicateIds) {

        /** Whether its repeated ids must be known before any of it is dumped. */
        boolean seeksRepeatedIds() {
            return duplicateIds != null && duplicateIds.seeksCopies();
        }
    }

    String source() {
        return planned.source();
    }

    /** Whether a task of a kind may be sent. */
    boolean isReadyFor(Step step, CollectionProgress progress) {
        return switch (step) {
            case DUMP -> !planned.seeksRepeatedIds() || progress.allDone(Step.FIND_REPEATED_IDS);
            case IMPORT -> prepared;
            default -> true;
        };
    }

    CollectionRecord in(CollectionState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("collection " + source() + " cannot go from " + state + " to " + next);
        }
        return new CollectionRecord(planned, next, prepared, verdict, problem);
    }

    CollectionRecord onTarget() {
        return new CollectionRecord(planned, state, true, verdict, problem);
    }

    CollectionRecord finished(Verdict end, @Nullable Problem why) {
        return new CollectionRecord(planned, CollectionState.FINISHED, prepared, end, why);
    }

    /** Goes on where it failed. */
    CollectionRecord reopened(CollectionState at) {
        return new CollectionRecord(planned, at, prepared, null, null);
    }

    boolean isFinished() {
        return state == CollectionState.FINISHED;
    }
}
