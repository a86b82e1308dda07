package io.m2m.common.message;

import io.m2m.common.model.DuplicateIds;
import org.jspecify.annotations.Nullable;

/** Work of the dumpers. */
public sealed interface DumpTask extends TaskMessage {
    /**
     * Find the ids that a collection holds more than once, before any of it is dumped.
     *
     * @param duplicateIds whether repeated ids end the collection
     */
    record FindRepeatedIds(TaskRef ref, String collection, DuplicateIds duplicateIds) implements DumpTask {}

    /**
     * Turn the segments of one line of the plan into a pair of NumPy files and a manifest.
     *
     * @param duplicateIds what becomes of repeated ids; absent when every copy is kept
     */
    record DumpSegments(
            TaskRef ref,
            String collection,
            PlanEntry entry,
            @Nullable DuplicateIds duplicateIds) implements DumpTask {}
}
