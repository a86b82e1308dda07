package io.m2m.coordinator.migration;

import io.m2m.common.message.Event.TaskProgressed;
import io.m2m.common.message.TaskRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every task of a migration in its newest version, the counts that follow from them, and which of them changed. Only tasks
 * that wait or that someone works on are held in memory; settled ones are looked up in the archive.
 */
final class TaskTable {
    private final TaskArchive archive;
    /** Until the first changes are handed out, the archive still holds what an earlier run left. */
    private boolean archived;

    private final Map<String, TaskRecord> unsettled = new LinkedHashMap<>();
    /** The few of them that were sent: what is looked at every few seconds. */
    private final Map<String, TaskRecord> outstanding = new LinkedHashMap<>();

    private final Map<String, TaskRecord> changed = new LinkedHashMap<>();
    private final Map<String, CollectionProgress> progress = new HashMap<>();
    private final Map<String, TaskProgressed> underWay = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    private TaskTable(TaskArchive archive, boolean archived) {
        this.archive = archive;
        this.archived = archived;
    }

    /** The table of a run that begins. */
    static TaskTable empty(TaskArchive archive) {
        return new TaskTable(archive, false);
    }

    /** The table of a run that was remembered. Who works on a task now is given time to be heard of. */
    static TaskTable restored(TaskArchive archive, Instant now) {
        TaskTable table = new TaskTable(archive, true);
        archive.each(task -> table.restore(task.state().outstanding() ? task.heard(task.state(), now) : task));
        return table;
    }

    private void restore(TaskRecord task) {
        progress(task.collection()).add(task);
        if (!task.state().settled()) {
            TaskRecord slim = slim(task);
            keep(slim);
        }
    }

    /** @return the task with the names it has in common with many others held once, or empty when it is known already */
    Optional<TaskRecord> add(TaskRecord task) {
        if (find(task.key()) != null) {
            return Optional.empty();
        }
        TaskRecord slim = slim(task);
        progress(slim.collection()).add(slim);
        keep(slim);
        changed.put(slim.key(), slim);
        return Optional.of(slim);
    }

    /** @return the task as one that waits to be sent: for the first time, or again when it is known already */
    TaskRecord waiting(TaskRecord fresh) {
        TaskRecord known = find(fresh.key());
        if (known == null) {
            return add(fresh).orElseThrow();
        }
        TaskRecord again = known.waitingAgain(fresh.heardAt());
        update(known, again);
        return again;
    }

    private TaskRecord slim(TaskRecord task) {
        return task.named(
                names.computeIfAbsent(task.collection(), name -> name),
                names.computeIfAbsent(task.partition(), name -> name));
    }

    void update(TaskRecord older, TaskRecord newer) {
        heard(older, newer);
        changed.put(newer.key(), newer);
    }

    /** A sign of life: not worth remembering, a restarted coordinator will hear the next one. */
    void heard(TaskRecord older, TaskRecord newer) {
        progress(newer.collection()).replace(older, newer);
        keep(newer);
    }

    private void keep(TaskRecord task) {
        if (task.state().settled()) {
            unsettled.remove(task.key());
            underWay.remove(task.key());
        } else {
            unsettled.put(task.key(), task);
        }
        if (task.state().outstanding()) {
            outstanding.put(task.key(), task);
        } else {
            outstanding.remove(task.key());
        }
    }

    /** How far a running task is, until it is settled. */
    void underWay(TaskProgressed event) {
        if (get(event.ref()).state().outstanding()) {
            underWay.put(event.ref().key(), event);
        }
    }

    Collection<TaskProgressed> underWay() {
        return underWay.values();
    }

    boolean knows(TaskRef ref) {
        return find(ref.key()) != null;
    }

    TaskRecord get(TaskRef ref) {
        return Objects.requireNonNull(find(ref.key()), () -> "no task " + ref.key() + " in this migration");
    }

    Optional<TaskRecord> done(String key) {
        return Optional.ofNullable(find(key)).filter(task -> task.state() == TaskState.DONE);
    }

    private @Nullable TaskRecord find(String key) {
        TaskRecord task = unsettled.get(key);
        if (task == null) {
            task = changed.get(key);
        }
        return task == null && archived ? archive.find(key) : task;
    }

    Collection<TaskRecord> unsettled() {
        return unsettled.values();
    }

    /** Tasks of a collection in one state; looks at every task there is. */
    List<TaskRecord> in(TaskState state, String source) {
        Predicate<TaskRecord> wanted =
                task -> task.state() == state && task.collection().equals(source);
        if (!state.settled()) {
            return unsettled.values().stream().filter(wanted).toList();
        }
        List<TaskRecord> found =
                new ArrayList<>(changed.values().stream().filter(wanted).toList());
        if (archived) {
            archive.each(task -> {
                if (wanted.test(task) && !changed.containsKey(task.key()) && !unsettled.containsKey(task.key())) {
                    found.add(task);
                }
            });
        }
        return found;
    }

    /** Tasks that someone works on and that were last heard of before an instant. */
    List<TaskRecord> silentSince(Instant instant) {
        return outstanding.values().stream()
                .filter(task -> task.state() == TaskState.RUNNING || task.state() == TaskState.ACCEPTED)
                .filter(task -> task.heardAt().isBefore(instant))
                .toList();
    }

    CollectionProgress progress(String source) {
        return progress.computeIfAbsent(source, each -> new CollectionProgress());
    }

    /** What changed since it was asked for last. It is in the archive before anything else is asked. */
    List<TaskRecord> takeChanged() {
        List<TaskRecord> newest = List.copyOf(changed.values());
        changed.clear();
        archived = true;
        return newest;
    }
}
