package io.m2m.loader.load;

import java.util.Set;

/**
 * An import as the server tells it.
 *
 * @param rows rows imported so far
 * @param percent the server's own idea of its progress
 * @param reason why it failed, empty otherwise
 * @param collectionId of the collection it goes into, empty when the server does not tell
 * @param files what it imports, empty when the server does not tell
 */
public record ImportJob(
        String id, State state, long rows, int percent, String reason, String collectionId, Set<String> files) {
    /** Where a job stands. */
    public enum State {
        WAITING,
        RUNNING,
        COMPLETED,
        FAILED
    }

    public ImportJob {
        files = Set.copyOf(files);
    }

    boolean open() {
        return state == State.WAITING || state == State.RUNNING;
    }

    boolean imports(StagedTask task) {
        return files.equals(Set.copyOf(task.files()))
                && (collectionId.isEmpty() || collectionId.equals(task.collectionId()));
    }
}
