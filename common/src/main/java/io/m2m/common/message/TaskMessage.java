package io.m2m.common.message;

/** Work the coordinator hands out. Each family has its own topic and its own kind of worker. */
public sealed interface TaskMessage extends Message permits PlanTask, DumpTask, LoadTask, VerifyTask {
    TaskRef ref();

    @Override
    default String migration() {
        return ref().migration();
    }
}
