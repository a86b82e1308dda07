package io.m2m.coordinator.migration;

import io.m2m.common.message.Event;
import io.m2m.common.message.Event.CollectionConcluded;
import io.m2m.common.message.Event.CollectionFinished;
import io.m2m.common.message.Event.CollectionInspected;
import io.m2m.common.message.Event.CollectionPrepared;
import io.m2m.common.message.Event.ImportCompleted;
import io.m2m.common.message.Event.ImportSubmitted;
import io.m2m.common.message.Event.LimitsChanged;
import io.m2m.common.message.Event.MigrationPlanned;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Event.PlannedCollection;
import io.m2m.common.message.Event.RangeCompared;
import io.m2m.common.message.Event.RepeatedIdsFound;
import io.m2m.common.message.Event.ReportWritten;
import io.m2m.common.message.Event.RunVerb;
import io.m2m.common.message.Event.SegmentsDumped;
import io.m2m.common.message.Event.StagingCleaned;
import io.m2m.common.message.Event.TargetChecked;
import io.m2m.common.message.Event.TaskEvent;
import io.m2m.common.message.Event.TaskFailed;
import io.m2m.common.message.Event.TaskPlanned;
import io.m2m.common.message.Event.TaskProgressed;
import io.m2m.common.message.Event.TaskStarted;
import io.m2m.common.message.Event.VectorsSearched;
import io.m2m.common.message.StatusMessage.CleanedStaging;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One migration: decides from what happened what is to be done next. Events may come late, twice or from an earlier run;
 * what is already known changes nothing.
 */
public final class Migration {
    private final Board board;
    private final Course course;
    private final Verbs verbs;
    private final Watchdog watchdog;
    private final Throughput throughput = new Throughput();

    /** @param archive holds at every event what all decisions before it said is to be remembered */
    public Migration(Room room, TaskArchive archive) {
        this.board = new Board(room, archive);
        this.course = new Course(board);
        this.verbs = new Verbs(board, course);
        this.watchdog = new Watchdog(board);
    }

    /** Takes up what was remembered before a restart. */
    public void restore(MigrationRecord migration, Iterable<CollectionRecord> collections, Instant now) {
        board.now(now);
        board.restore(migration, collections);
    }

    /** @param at when the event was recorded */
    public Decision on(Event event, Instant at) {
        board.now(at);
        switch (event) {
            case MigrationRequested request -> verbs.request(request);
            case RunVerb verb -> verbs.on(verb);
            case LimitsChanged changed -> verbs.limit(changed.limits());
            case TaskEvent taskEvent -> {
                if (board.waitsFor(taskEvent.ref())) {
                    on(taskEvent);
                }
            }
        }
        return board.decide();
    }

    /** Sends again what has not been heard of. */
    public Decision watch(Instant now) {
        board.now(now);
        watchdog.look();
        return board.decide();
    }

    /** Sends what has waited for its time under a limit. */
    public Decision pace(Instant now) {
        board.now(now);
        return board.decide();
    }

    public boolean isActive() {
        return board.isActive();
    }

    /** The state for people, as of the last event. */
    public StatusSummary status() {
        return new StatusSummary(board, throughput);
    }

    private void on(TaskEvent event) {
        switch (event) {
            case TaskStarted started -> board.heard(started.ref());
            case TaskProgressed progressed -> board.progressed(progressed);
            case TaskPlanned planned -> planned(planned);
            case MigrationPlanned planned -> planned(planned);
            case ImportSubmitted submitted -> board.accepted(submitted.ref());
            case TaskFailed failed -> failed(failed);
            case TargetChecked checked -> done(checked.ref(), 0, 0, () -> start(checked));
            case RepeatedIdsFound found -> done(found.ref(), course::repeatedIdsFound);
            case SegmentsDumped dumped -> dumped(dumped);
            case CollectionPrepared prepared -> done(prepared.ref(), course::prepared);
            case ImportCompleted completed -> importDone(completed);
            case CollectionFinished finished ->
                done(
                        finished.ref(),
                        finished.rows(),
                        0,
                        () -> course.indexed(finished.ref().name()));
            case CollectionInspected inspected ->
                done(
                        inspected.ref(),
                        0,
                        0,
                        () -> course.inspected(
                                inspected.ref().name(),
                                inspected.ranges(),
                                Objects.requireNonNullElse(inspected.searches(), 0)));
            case RangeCompared compared -> compared(compared.ref(), compared.rows(), compared.bytes());
            case VectorsSearched searched -> compared(searched.ref(), 0, 0);
            case CollectionConcluded concluded ->
                done(concluded.ref(), collection -> course.conclude(collection, concluded.verdict(), null));
            case ReportWritten written -> reported(written);
            case StagingCleaned cleaned ->
                done(cleaned.ref(), 0, 0, () -> course.cleaned(new CleanedStaging(cleaned.objects(), cleaned.bytes())));
        }
    }

    private void start(TargetChecked checked) {
        board.together(checked.tasksPerImport());
        course.start();
    }

    /** @param next told the collection */
    private void done(TaskRef ref, Consumer<String> next) {
        done(ref, 0, 0, () -> next.accept(ref.name()));
    }

    private void done(TaskRef ref, long rows, long bytes, Runnable next) {
        if (board.settle(ref, rows, bytes, null)) {
            next.run();
        }
    }

    private void compared(TaskRef ref, long rows, long bytes) {
        String collection = board.task(ref).collection();
        done(ref, rows, bytes, () -> course.compared(collection));
    }

    private void dumped(SegmentsDumped event) {
        TaskRecord task = board.task(event.ref());
        if (board.settle(event.ref(), event.facts().rows(), event.facts().bytes(), event.facts())) {
            course.dumped(task);
        }
    }

    private void importDone(ImportCompleted event) {
        TaskRecord task = board.task(event.ref());
        if (board.settle(event.ref(), event.rows(), task.bytes(), null)) {
            course.advance(task.collection());
        }
    }

    private void planned(TaskPlanned event) {
        if (board.migration().state() != MigrationState.PLANNING) {
            return;
        }
        TaskRecord task = TaskRecord.ofData(
                Step.DUMP,
                event.task(),
                event.collection(),
                event.partition(),
                event.entry(),
                event.rows(),
                event.bytes(),
                board.now());
        if (event.dumped() != null) {
            task = task.done(event.dumped().rows(), event.dumped().bytes(), event.dumped(), board.now());
        }
        board.add(task);
        if (event.dumped() != null && board.migration().command().loads()) {
            course.planImport(task);
        }
    }

    private void planned(MigrationPlanned event) {
        if (!board.settle(event.ref(), 0, 0, null)) {
            return;
        }
        board.put(board.migration().cleaning(event.clean()));
        List<PlannedCollection> collections = event.collections();
        for (PlannedCollection each : collections) {
            board.put(new CollectionRecord(
                    new CollectionRecord.Planned(
                            each.source(),
                            each.target(),
                            each.tasks(),
                            each.rows(),
                            each.bytes(),
                            each.quarantined(),
                            each.duplicateIds()),
                    CollectionState.PLANNED,
                    false,
                    null,
                    null));
        }
        if (board.migration().command().loads()) {
            board.move(MigrationState.CHECKING);
            board.add(TaskRecord.waiting(Step.CHECK_TARGET, TaskRef.WHOLE, "", 0, 0, board.now()));
        } else {
            course.start();
        }
    }

    /** A report that was asked for before a problem ended the run does not know of it. */
    private void reported(ReportWritten event) {
        if (!board.migration().isEnding() || !sentAgainSince(event.ref())) {
            done(event.ref(), 0, 0, () -> course.reported(event.verdict()));
        }
    }

    private boolean sentAgainSince(TaskRef ref) {
        return ref.attempt() < board.task(ref).attempt();
    }

    private void failed(TaskFailed event) {
        TaskRecord task = board.task(event.ref());
        if (sentAgainSince(event.ref()) || !board.fail(event.ref())) {
            return;
        }
        Problem problem = event.problem();
        boolean whole = task.collection().isEmpty();
        if (task.step() == Step.REPORT) {
            course.endUnreported(problem);
        } else if (task.step() == Step.CLEAN) {
            course.leftUncleaned(problem);
        } else if (whole || problem.kind().stopsTheRun()) {
            course.end(problem);
        } else {
            course.conclude(task.collection(), Verdict.FAILED, Objects.requireNonNull(problem));
        }
    }
}
