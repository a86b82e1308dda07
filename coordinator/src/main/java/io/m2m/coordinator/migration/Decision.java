package io.m2m.coordinator.migration;

import io.m2m.common.message.TaskMessage;
import java.util.List;

/**
 * What an event led to.
 *
 * @param dispatches tasks to send
 * @param startedAnew whether everything remembered of earlier runs is to be forgotten first
 * @param migrations, collections, tasks records to remember in place of their older versions
 */
public record Decision(
        List<Dispatch> dispatches,
        boolean startedAnew,
        List<MigrationRecord> migrations,
        List<CollectionRecord> collections,
        List<TaskRecord> tasks) {

    /** Whether nothing came of it. */
    public boolean isEmpty() {
        return dispatches.isEmpty() && !startedAnew && migrations.isEmpty() && collections.isEmpty() && tasks.isEmpty();
    }

    /** @param lane partition of the task's queue */
    public record Dispatch(TaskMessage task, int lane) {}
}
