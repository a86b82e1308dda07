package io.m2m.common.kafka;

import io.m2m.common.message.TaskMessage;
import org.slf4j.MDC;

/** While it is open, every log line of this thread says which task it is about. */
final class TaskMdc implements AutoCloseable {
    private static final String MIGRATION = "migration";
    private static final String COLLECTION = "collection";
    private static final String TASK = "task";

    private TaskMdc() {}

    static TaskMdc of(TaskMessage task) {
        MDC.put(MIGRATION, task.migration());
        MDC.put(TASK, task.ref().key());
        if (!task.collection().isEmpty()) {
            MDC.put(COLLECTION, task.collection());
        }
        return new TaskMdc();
    }

    @Override
    public void close() {
        MDC.remove(MIGRATION);
        MDC.remove(TASK);
        MDC.remove(COLLECTION);
    }
}
