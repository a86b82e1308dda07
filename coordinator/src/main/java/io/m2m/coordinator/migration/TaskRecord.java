package io.m2m.coordinator.migration;

import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.message.PlanEntry;
import io.m2m.common.message.Step;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one task.
 *
 * @param name see {@link io.m2m.common.message.TaskRef#name()}
 * @param collection source collection, empty for the steps of the whole migration
 * @param partition source tag, empty where it does not matter
 * @param entry where its line of the plan lies, for DUMP
 * @param rows rows to do, and once done the rows that were done
 * @param attempt attempts so far
 * @param lane partition of the queue it was sent to, -1 while it waits
 * @param heardAt when it was last heard of
 * @param dumped what a DUMP found, once done
 */
public record TaskRecord(
        Step step,
        String name,
        String collection,
        String partition,
        @Nullable PlanEntry entry,
        long rows,
        long bytes,
        TaskState state,
        int attempt,
        int lane,
        Instant heardAt,
        @Nullable DumpFacts dumped) {

    static TaskRecord waiting(Step step, String name, String collection, long rows, long bytes, Instant at) {
        return new TaskRecord(step, name, collection, "", null, rows, bytes, TaskState.WAITING, 0, -1, at, null);
    }

    static TaskRecord ofData(
            Step step,
            String name,
            String collection,
            String partition,
            PlanEntry entry,
            long rows,
            long bytes,
            Instant at) {
        return new TaskRecord(
                step, name, collection, partition, entry, rows, bytes, TaskState.WAITING, 0, -1, at, null);
    }

    TaskRecord named(String newCollection, String newPartition) {
        return new TaskRecord(
                step, name, newCollection, newPartition, entry, rows, bytes, state, attempt, lane, heardAt, dumped);
    }

    /** Its name among all tasks of the migration. */
    public String key() {
        return step + "/" + name;
    }

    TaskRecord sent(int toLane, Instant at) {
        return in(TaskState.SENT, attempt + 1, toLane, at);
    }

    TaskRecord waitingAgain(Instant at) {
        return in(TaskState.WAITING, attempt, -1, at);
    }

    TaskRecord heard(TaskState next, Instant at) {
        return in(next, attempt, lane, at);
    }

    TaskRecord done(long doneRows, long doneBytes, @Nullable DumpFacts facts, Instant at) {
        return new TaskRecord(
                step,
                name,
                collection,
                partition,
                entry,
                doneRows,
                doneBytes,
                TaskState.DONE,
                attempt,
                lane,
                at,
                facts);
    }

    private TaskRecord in(TaskState next, int nextAttempt, int nextLane, Instant at) {
        return new TaskRecord(
                step, name, collection, partition, entry, rows, bytes, next, nextAttempt, nextLane, at, dumped);
    }
}
