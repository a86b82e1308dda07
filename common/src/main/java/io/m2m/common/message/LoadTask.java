package io.m2m.common.message;

/** Work of the loaders. */
public sealed interface LoadTask extends TaskMessage {
    /** See that the target answers, what version it is, and that every collection of the plan can be made there. */
    record CheckTarget(TaskRef ref) implements LoadTask {
        @Override
        public boolean waitedFor() {
            return true;
        }
    }

    /** Create the collection and its partitions, or find that this migration made them before. */
    record PrepareCollection(TaskRef ref, String collection) implements LoadTask {}

    /** Import the files of one dumped task; {@code ref.name()} is the task. */
    record ImportFiles(TaskRef ref, String collection, String partition) implements LoadTask {}

    /**
     * Build the index, load the collection, count.
     *
     * @param rows rows that were imported
     */
    record FinishCollection(TaskRef ref, String collection, long rows) implements LoadTask {}
}
