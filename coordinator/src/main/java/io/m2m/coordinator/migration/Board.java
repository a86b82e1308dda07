package io.m2m.coordinator.migration;

import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Event.TaskProgressed;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage.CleanedStaging;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything known of one migration, and the one place where a state changes: it logs the move, keeps the counts and notes
 * what must be remembered.
 */
final class Board {
    private static final Logger log = LoggerFactory.getLogger(Board.class);

    private final Room room;
    private final Flow flow;
    private Dispatcher dispatcher;
    private @Nullable MigrationRecord migration;
    private final Map<String, CollectionRecord> collections = new LinkedHashMap<>();
    private final TaskArchive archive;
    private TaskTable tasks;
    private Instant now = Instant.EPOCH;

    private final Changes changes = new Changes();

    Board(Room room, TaskArchive archive) {
        this.room = room;
        this.archive = archive;
        this.tasks = TaskTable.empty(archive);
        this.flow = new Flow(room);
        this.dispatcher = new Dispatcher(room, flow);
    }

    void restore(MigrationRecord header, Iterable<CollectionRecord> knownCollections) {
        migration = header;
        tasks = TaskTable.restored(archive, now);
        flow.limit(header.limits(), now);
        flow.together(header.tasksPerImport());
        knownCollections.forEach(collection -> collections.put(collection.source(), collection));
        for (TaskRecord task : tasks.unsettled()) {
            if (task.state().outstanding()) {
                dispatcher.lanes(task.step()).restore(task);
            } else if (task.state() == TaskState.WAITING) {
                place(task);
            }
        }
    }

    /** Lets a waiting task be sent, or keeps it back until its collection is ready; where all is through it only stays known. */
    private void place(TaskRecord task) {
        if (!migration().mayStill(task.step())) {
            return;
        }
        CollectionRecord collection = collections.get(task.collection());
        if (collection != null && collection.isFinished()) {
            return;
        }
        boolean early = task.entry() != null && migration().state().compareTo(MigrationState.RUNNING) < 0;
        if (early || collection != null && !collection.isReadyFor(task.step(), progress(task.collection()))) {
            dispatcher.hold(task);
        } else {
            dispatcher.add(task);
        }
    }

    void begin(MigrationRequested request) {
        changes.startAnew();
        dispatcher = new Dispatcher(room, flow);
        collections.clear();
        tasks = TaskTable.empty(archive);
        put(MigrationRecord.begun(request, isKnown() ? migration().limits() : Limits.NONE, now));
        add(TaskRecord.waiting(Step.PLAN, TaskRef.WHOLE, "", 0, 0, now));
    }

    Instant now() {
        return now;
    }

    void now(Instant at) {
        now = at;
    }

    boolean isKnown() {
        return migration != null;
    }

    boolean isActive() {
        return migration != null && migration.state() != MigrationState.FINISHED;
    }

    /** Whether it is about a task of the run that is under way. */
    boolean waitsFor(TaskRef ref) {
        return isActive() && migration().run() == ref.run() && migration().mayStill(ref.step()) && tasks.knows(ref);
    }

    MigrationRecord migration() {
        return Objects.requireNonNull(migration, "no migration was requested");
    }

    Collection<CollectionRecord> collections() {
        return List.copyOf(collections.values());
    }

    CollectionRecord collection(String source) {
        return Objects.requireNonNull(collections.get(source), () -> "no collection " + source + " in this migration");
    }

    CollectionProgress progress(String source) {
        return tasks.progress(source);
    }

    TaskRecord task(TaskRef ref) {
        return tasks.get(ref);
    }

    Optional<TaskRecord> dumped(String key) {
        return tasks.done(key);
    }

    Iterable<TaskProgressed> underWay() {
        return tasks.underWay();
    }

    void move(MigrationState next) {
        log.atInfo()
                .addKeyValue("migration", migration().migration())
                .addKeyValue("from", migration().state())
                .addKeyValue("to", next)
                .log("migration moves");
        put(migration().in(next));
    }

    /** Gives up all that waits: what is left to do is to write down why the run ends. */
    void end(Problem problem) {
        move(MigrationState.REPORTING);
        put(migration().ending(problem));
        dispatcher = new Dispatcher(room, flow);
        place(tasks.waiting(TaskRecord.waiting(Step.REPORT, TaskRef.WHOLE, "", 0, 0, now)));
    }

    void finish(Verdict verdict, @Nullable Problem problem, boolean reported) {
        finish(verdict, problem, reported, null);
    }

    void finish(Verdict verdict, @Nullable Problem problem, boolean reported, @Nullable CleanedStaging cleaned) {
        log.atInfo()
                .addKeyValue("migration", migration().migration())
                .addKeyValue("verdict", verdict)
                .log("migration finished");
        put(migration().finished(now, verdict, problem, reported, cleaned));
        dispatcher = new Dispatcher(room, flow);
    }

    void put(MigrationRecord changed) {
        migration = changed;
        changes.add(changed);
    }

    void together(@Nullable Integer tasksPerImport) {
        put(migration().together(tasksPerImport));
        flow.together(tasksPerImport);
    }

    void limit(Limits limits) {
        put(migration().limited(limits));
        flow.limit(limits, now);
    }

    void put(CollectionRecord collection) {
        collections.put(collection.source(), collection);
        changes.add(collection);
    }

    void move(CollectionRecord collection, CollectionState next) {
        log.atInfo()
                .addKeyValue("migration", migration().migration())
                .addKeyValue("collection", collection.source())
                .addKeyValue("from", collection.state())
                .addKeyValue("to", next)
                .log("collection moves");
        put(collection.in(next));
    }

    /** A new task. */
    void add(TaskRecord task) {
        tasks.add(task).filter(added -> added.state() == TaskState.WAITING).ifPresent(this::place);
    }

    void releaseHeld(String source) {
        dispatcher.release(source).forEach(this::place);
    }

    /** Lets a collection go on that was given up: what failed waits again, and what was dropped may be sent again. */
    void reopen(CollectionRecord collection) {
        put(collection);
        String source = collection.source();
        tasks.in(TaskState.FAILED, source).forEach(task -> tasks.update(task, task.waitingAgain(now)));
        tasks.in(TaskState.WAITING, source).forEach(this::place);
    }

    void dropWaiting(String source) {
        dispatcher.dropCollection(source);
    }

    void heard(TaskRef ref) {
        TaskRecord task = task(ref);
        if (task.state() == TaskState.SENT || task.state() == TaskState.RUNNING) {
            tasks.heard(task, task.heard(TaskState.RUNNING, now));
        } else if (task.state() == TaskState.ACCEPTED) {
            tasks.heard(task, task.heard(TaskState.ACCEPTED, now));
        }
    }

    void progressed(TaskProgressed event) {
        heard(event.ref());
        tasks.underWay(event);
    }

    void accepted(TaskRef ref) {
        TaskRecord task = task(ref);
        if (task.state().outstanding()) {
            dispatcher.lanes(task.step()).leaveLane(task);
            tasks.update(task, task.heard(TaskState.ACCEPTED, now));
        }
    }

    /** @return false when the task was settled before: the event changes nothing */
    boolean settle(TaskRef ref, long rows, long bytes, @Nullable DumpFacts dumped) {
        return settle(ref, task -> task.done(rows, bytes, dumped, now));
    }

    boolean fail(TaskRef ref) {
        return settle(ref, task -> task.heard(TaskState.FAILED, now));
    }

    private boolean settle(TaskRef ref, UnaryOperator<TaskRecord> end) {
        TaskRecord task = task(ref);
        if (task.state().settled()) {
            return false;
        }
        dispatcher.settle(task);
        tasks.update(task, end.apply(task));
        return true;
    }

    List<TaskRecord> silentSince(Instant instant) {
        return tasks.silentSince(instant).stream()
                .filter(task -> migration().mayStill(task.step()))
                .toList();
    }

    void sendAgain(TaskRecord task) {
        dispatcher.settle(task);
        TaskRecord again = task.waitingAgain(now);
        tasks.update(task, again);
        place(again);
    }

    /** Sends what may be sent and hands out all that changed. */
    Decision decide() {
        List<Decision.Dispatch> dispatches = new ArrayList<>();
        if (isActive() && !migration().isPaused()) {
            Optional<Dispatcher.Next> next;
            while ((next = dispatcher.next(now, this::staged)).isPresent()) {
                TaskRecord sent = next.get().task().sent(next.get().lane(), now);
                tasks.update(next.get().task(), sent);
                dispatches.add(new Decision.Dispatch(TaskMessages.of(this, sent), sent.lane()));
            }
        }
        return changes.take(dispatches, tasks.takeChanged());
    }

    /** What a collection that was given up left in staging is not waited for. */
    private long staged() {
        return migration().command().loads()
                ? collections.values().stream()
                        .filter(collection -> !collection.isFinished())
                        .mapToLong(collection -> progress(collection.source()).staged())
                        .sum()
                : 0;
    }
}
