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
 * @param submits in that run, those that the server turned away included
 * @param abandoned jobs taken as lost and submitted again, or completed beside another one: none may have completed when another does
 * @param rows once completed
 * @param asked the last request; absent before the first
 * @param accepted submits of that run that are known to have been accepted; absent in records of earlier versions
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
        @Nullable Asked asked,
        @Nullable Integer accepted) {
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
                task.collectionId(), task.content(), State.INTENDED, null, task.run(), 0, List.of(), 0, null, 0);
    }

    boolean completed() {
        return state == State.COMPLETED;
    }

    boolean begun() {
        return submits > 0 || job != null;
    }

    /** Submits of the run that were accepted. Earlier versions took a submit for accepted before it was. */
    int accepts() {
        if (accepted != null) {
            return accepted;
        }
        return state == State.INTENDED ? Math.max(0, submits - 1) : submits;
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
        boolean again = run == task.run();
        return new ImportRecord(
                collectionId,
                task.content(),
                State.INTENDED,
                null,
                task.run(),
                again ? submits + 1 : 1,
                abandoned,
                0,
                next,
                again ? accepts() : 0);
    }

    /** @param found the server's answer to the last request, or a job of the same files that is there already */
    ImportRecord submitted(String found) {
        int more = asked != null && job == null ? 1 : 0;
        return new ImportRecord(
                collectionId, content, State.SUBMITTED, found, run, submits, abandoned, 0, asked, accepts() + more);
    }

    ImportRecord abandoned(String lost) {
        return new ImportRecord(
                collectionId,
                content,
                state,
                job,
                run,
                submits,
                Stream.concat(abandoned.stream(), Stream.of(lost)).distinct().toList(),
                0,
                asked,
                accepted);
    }

    ImportRecord completed(@Nullable String by, long imported) {
        return new ImportRecord(
                collectionId, content, State.COMPLETED, by, run, submits, abandoned, imported, asked, accepts());
    }
}
