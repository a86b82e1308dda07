package io.m2m.coordinator.migration;

import io.m2m.common.message.Command;
import io.m2m.common.message.StatusMessage.CleanedStaging;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The course a collection takes: dump and import overlap, then index, then verify, each step when the one before is through. */
final class Course {
    private final Board board;

    Course(Board board) {
        this.board = board;
    }

    /** The plan is there and the target is fit: every collection sets out. */
    void start() {
        board.move(MigrationState.RUNNING);
        Command command = board.migration().command();
        for (CollectionRecord collection : board.collections()) {
            String source = collection.source();
            if (command.dumps()) {
                board.move(collection, CollectionState.DUMPING);
            }
            if (command.dumps()
                    && collection.planned().seeksRepeatedIds()
                    && collection.planned().tasks() > 0) {
                board.add(control(Step.FIND_REPEATED_IDS, source));
            }
            board.releaseHeld(source);
            if (command.loads()) {
                board.add(control(Step.PREPARE, source));
            }
            advance(source);
        }
        reportWhenAllFinished();
    }

    /** It is known which rows are left out: the others may be dumped. */
    void repeatedIdsFound(String source) {
        board.releaseHeld(source);
        advance(source);
    }

    /** A task's files are in staging. */
    void dumped(TaskRecord task) {
        if (board.migration().command().loads()) {
            board.dumped(task.key()).ifPresent(this::planImport);
        }
        advance(task.collection());
    }

    /** The collection exists on the target: what is dumped may be imported. */
    void prepared(String source) {
        CollectionRecord collection = board.collection(source);
        board.put(collection.onTarget());
        board.releaseHeld(source);
        advance(source);
    }

    void indexed(String source) {
        if (board.migration().command().verifies()) {
            inspect(source);
        } else {
            conclude(source, Verdict.LOADED, null);
        }
    }

    void inspected(String source, int ranges, int searches) {
        for (int range = 0; range < ranges; range++) {
            board.add(control(Step.COMPARE, source, source + "#" + range));
        }
        for (int block = 0; block < searches; block++) {
            board.add(control(Step.SEARCH, source, source + "#" + block));
        }
        compared(source);
    }

    void compared(String source) {
        CollectionProgress progress = board.progress(source);
        if (progress.allSettled(Step.COMPARE)
                && progress.allSettled(Step.SEARCH)
                && !board.collection(source).isFinished()) {
            board.add(control(Step.CONCLUDE, source));
        }
    }

    /** The collection is through, well or badly. */
    void conclude(String source, Verdict verdict, @Nullable Problem problem) {
        CollectionRecord collection = board.collection(source);
        if (collection.isFinished()) {
            return;
        }
        boolean partial =
                collection.planned().quarantined() + board.progress(source).quarantined() > 0;
        Verdict end = verdict.good() && partial ? Verdict.INCOMPLETE : verdict;
        board.dropWaiting(source);
        board.put(collection.finished(end, problem));
        reportWhenAllFinished();
    }

    /** Collections that were given up because a task failed go on from there. */
    void retryFailed() {
        for (CollectionRecord collection : board.collections()) {
            String source = collection.source();
            if (collection.isFinished() && board.progress(source).failedAnywhere()) {
                board.reopen(collection.reopened(reached(board.progress(source))));
                advance(source);
                if (board.progress(source).of(Step.COMPARE).total > 0) {
                    compared(source);
                }
            }
        }
    }

    private CollectionState reached(CollectionProgress progress) {
        if (progress.of(Step.INSPECT).total > 0) {
            return CollectionState.VERIFYING;
        }
        if (progress.of(Step.FINISH).total > 0) {
            return CollectionState.INDEXING;
        }
        return board.migration().command().dumps() ? CollectionState.DUMPING : CollectionState.PLANNED;
    }

    /** Looks whether the step a collection is in is through. */
    void advance(String source) {
        CollectionRecord collection = board.collection(source);
        CollectionProgress progress = board.progress(source);
        if (collection.isFinished() || !progress.allSettled(Step.DUMP)) {
            return;
        }
        Command command = board.migration().command();
        if (command.loads()) {
            advanceLoading(collection, progress);
        } else if (command.verifies()) {
            inspect(source);
        } else {
            conclude(source, Verdict.DUMPED, null);
        }
    }

    private void advanceLoading(CollectionRecord collection, CollectionProgress progress) {
        if (collection.state().mayBecome(CollectionState.LOADING)) {
            board.move(collection, CollectionState.LOADING);
        }
        if (collection.prepared() && progress.allSettled(Step.IMPORT) && progress.of(Step.FINISH).total == 0) {
            board.move(board.collection(collection.source()), CollectionState.INDEXING);
            board.add(control(Step.FINISH, collection.source()));
        }
    }

    private void inspect(String source) {
        if (board.progress(source).of(Step.INSPECT).total == 0) {
            board.move(board.collection(source), CollectionState.VERIFYING);
            board.add(control(Step.INSPECT, source));
        }
    }

    /** What is dumped waits to be imported. */
    void planImport(TaskRecord dump) {
        TaskRecord task = TaskRecord.ofData(
                Step.IMPORT,
                dump.name(),
                dump.collection(),
                dump.partition(),
                Objects.requireNonNull(dump.entry()),
                dump.rows(),
                dump.bytes(),
                board.now());
        board.add(task);
    }

    /** A problem ends the run as a whole. Its report says so, unless nothing has been done yet that a report could be about. */
    void end(Problem problem) {
        MigrationState state = board.migration().state();
        boolean refused = problem.kind() == Problem.Kind.CONFIGURATION && state.compareTo(MigrationState.RUNNING) < 0;
        // The report would wait behind the plan that is being made, in the queue of the one planner.
        boolean early = problem.kind() == Problem.Kind.CANCELLED && state == MigrationState.PLANNING;
        if (refused || early) {
            endUnreported(problem);
        } else {
            board.end(problem);
        }
    }

    /** The report is in staging: that was the last thing to do, unless what it found VERIFIED is to be cleaned. */
    void reported(Verdict verdict) {
        Problem problem = board.migration().problem();
        if (problem != null) {
            board.finish(Verdict.of(problem), problem, true);
        } else if (verdict == Verdict.VERIFIED && board.migration().cleans()) {
            board.move(MigrationState.CLEANING);
            board.add(TaskRecord.waiting(Step.CLEAN, TaskRef.WHOLE, "", 0, 0, board.now()));
        } else {
            board.finish(verdict, null, true);
        }
    }

    void cleaned(CleanedStaging removed) {
        board.finish(Verdict.VERIFIED, null, true, removed);
    }

    /** What was verified stays so. */
    void leftUncleaned(Problem problem) {
        board.finish(Verdict.VERIFIED, problem, true);
    }

    /** None is due, or it cannot be written: the run is over by the problem that came first. */
    void endUnreported(Problem problem) {
        Problem first = Objects.requireNonNullElse(board.migration().problem(), problem);
        board.finish(Verdict.of(first), first, false);
    }

    private void reportWhenAllFinished() {
        boolean through = board.collections().stream().allMatch(CollectionRecord::isFinished);
        if (through && board.migration().state() == MigrationState.RUNNING) {
            board.move(MigrationState.REPORTING);
            board.add(TaskRecord.waiting(Step.REPORT, TaskRef.WHOLE, "", 0, 0, board.now()));
        }
    }

    private TaskRecord control(Step step, String source) {
        return control(step, source, source);
    }

    private TaskRecord control(Step step, String source, String name) {
        return TaskRecord.waiting(step, name, source, 0, 0, board.now());
    }
}
