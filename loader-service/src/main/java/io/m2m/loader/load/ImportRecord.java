package io.m2m.loader.load;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the import of one task, in staging. It says nothing about a collection with another id.
 *
 * @param content of the files that were submitted
 * @param job absent while it is not known whether the server accepted
 * @param run the run of the last submit
 * @param submits in that run
 * @param abandoned jobs taken as lost and submitted again
 * @param rows once completed
 * @param asked the last request; absent before the first
 */
record ImportRecord(
        String collectionId,
        String content,
        State state,
        @Nullable String job,
        long run,
        int submits,
        List<String> abandoned,
        long rows,
        @Nullable Asked asked) {
    enum State {
        INTENDED,
        SUBMITTED,
        COMPLETED
    }

    ImportRecord {
        abandoned = List.copyOf(abandoned);
    }

    static ImportRecord none(StagedTask task) {
        return new ImportRecord(
                task.collectionId(), task.content(), State.INTENDED, null, task.run(), 0, List.of(), 0, null);
    }

    boolean completed() {
        return state == State.COMPLETED;
    }

    boolean begun() {
        return submits > 0 || job != null;
    }

    boolean wasAsked(String key) {
        return asked != null && asked.key().equals(key);
    }

    /** What the target was given, or was seen to have, stays there: other rows of the same task must not join it. */
    void requireContentOf(StagedTask task) {
        if (begun() && !content.equals(task.content())) {
            throw new ProblemException(
                    Kind.TARGET,
                    "task " + task.name()
                            + " was dumped again with other content after it was imported into collection "
                            + task.collection() + "; " + task.startAnew());
        }
    }

    /** Before a submit: from now on the server may have accepted. */
    ImportRecord intended(StagedTask task, Asked next) {
        int another = run == task.run() ? submits + 1 : 1;
        return new ImportRecord(
                collectionId, task.content(), State.INTENDED, null, task.run(), another, abandoned, 0, next);
    }

    ImportRecord submitted(String accepted) {
        return new ImportRecord(collectionId, content, State.SUBMITTED, accepted, run, submits, abandoned, 0, asked);
    }

    ImportRecord abandoned(String lost) {
        return new ImportRecord(
                collectionId,
                content,
                state,
                job,
                run,
                submits,
                Stream.concat(abandoned.stream(), Stream.of(lost)).toList(),
                0,
                asked);
    }

    ImportRecord completed(@Nullable String by, long imported) {
        return new ImportRecord(collectionId, content, State.COMPLETED, by, run, submits, abandoned, imported, asked);
    }
}
