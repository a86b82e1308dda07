package io.m2m.loader.load;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An import as the server tells it.
 *
 * @param rows rows imported so far
 * @param percent the server's own idea of its progress
 * @param reason why it failed, empty otherwise
 * @param collectionId of the collection it goes into, empty when the server does not tell
 * @param groups rows by group of files, each written as the server writes it; empty when it does not tell, or not yet
 */
public record ImportJob(
        String id, State state, long rows, int percent, String reason, String collectionId, Map<String, Long> groups) {
    /** Where a job stands. */
    public enum State {
        WAITING,
        RUNNING,
        COMPLETED,
        FAILED
    }

    public ImportJob {
        groups = Map.copyOf(groups);
    }

    boolean open() {
        return state == State.WAITING || state == State.RUNNING;
    }

    /** Whether nobody can say whose it is. */
    boolean anonymous() {
        return groups.isEmpty();
    }

    boolean imports(StagedTask task) {
        return group(task).isPresent() && (collectionId.isEmpty() || collectionId.equals(task.collectionId()));
    }

    /** Rows of the task among those of the job; a job that tells no groups is the task's own. */
    long rowsOf(StagedTask task) {
        return group(task).map(groups::get).orElse(rows);
    }

    private Optional<String> group(StagedTask task) {
        return groups.keySet().stream()
                .filter(group -> task.files().stream().allMatch(file -> names(group, file)))
                .findFirst();
    }

    private static boolean names(String group, String file) {
        return Pattern.compile("(?<![^\\[\\s\",])" + Pattern.quote(file) + "(?![^\\]\\s\",])")
                .matcher(group)
                .find();
    }
}
