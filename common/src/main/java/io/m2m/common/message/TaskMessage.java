package io.m2m.common.message;

/** Work the coordinator hands out. Each family has its own topic and its own kind of worker. */
public sealed interface TaskMessage extends Message permits PlanTask, DumpTask, LoadTask, VerifyTask {
    TaskRef ref();

    /** Source collection, empty for the steps of the whole migration. */
    default String collection() {
        return "";
    }

    /** Whether nothing else is under way and somebody waits for it: where a run begins, and where a problem has ended one. */
    default boolean waitedFor() {
        return false;
    }

    @Override
    default String migration() {
        return ref().migration();
    }
}
