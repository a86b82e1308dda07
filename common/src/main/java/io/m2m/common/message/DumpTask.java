package io.m2m.common.message;

/** Work of the dumpers. */
public sealed interface DumpTask extends TaskMessage {
    /** Turn the segments of one line of the plan into a pair of NumPy files and a manifest. */
    record DumpSegments(TaskRef ref, String collection, PlanEntry entry) implements DumpTask {}
}
