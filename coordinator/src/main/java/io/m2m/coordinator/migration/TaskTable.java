package io.m2m.coordinator.migration;

import io.m2m.common.message.Event.TaskProgressed;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every task of a migration in its newest version, the counts that follow from them, and which of them changed. */
final class TaskTable {
    private final Map<String, TaskRecord> tasks = new LinkedHashMap<>();
    private final Map<String, CollectionProgress> progress = new HashMap<>();
    private final Map<String, TaskProgressed> underWay = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    /** Takes up a task that was remembered. */
    void restore(TaskRecord task) {
        tasks.put(task.key(), task);
        progress(task.collection()).add(task);
    }

    /** @return false when the task is known already: it stays as it is */
    boolean add(TaskRecord task) {
        if (tasks.putIfAbsent(task.key(), task) != null) {
            return false;
        }
        progress(task.collection()).add(task);
        changed.add(task.key());
        return true;
    }

    void update(TaskRecord older, TaskRecord newer) {
        tasks.put(newer.key(), newer);
        progress(newer.collection()).replace(older, newer);
        changed.add(newer.key());
        if (newer.state().settled()) {
            underWay.remove(newer.key());
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
        return tasks.containsKey(ref.key());
    }

    TaskRecord get(TaskRef ref) {
        return Objects.requireNonNull(find(ref.key()), () -> "no task " + ref.key() + " in this migration");
    }

    Optional<TaskRecord> done(String key) {
        return Optional.ofNullable(find(key)).filter(task -> task.state() == TaskState.DONE);
    }

    private @Nullable TaskRecord find(String key) {
        return tasks.get(key);
    }

    List<TaskRecord> dumped(String source) {
        return tasks.values().stream()
                .filter(task ->
                        task.step() == Step.DUMP && task.collection().equals(source) && task.state() == TaskState.DONE)
                .toList();
    }

    /** Tasks of a collection in one state. */
    List<TaskRecord> in(TaskState state, String source) {
        return tasks.values().stream()
                .filter(task -> task.state() == state && task.collection().equals(source))
                .toList();
    }

    /** Tasks that someone works on and that were last heard of before an instant. */
    List<TaskRecord> silentSince(Instant instant) {
        return tasks.values().stream()
                .filter(task -> task.state() == TaskState.RUNNING || task.state() == TaskState.ACCEPTED)
                .filter(task -> task.heardAt().isBefore(instant))
                .toList();
    }

    CollectionProgress progress(String source) {
        return progress.computeIfAbsent(source, each -> new CollectionProgress());
    }

    /** What changed since it was asked for last. */
    List<TaskRecord> takeChanged() {
        List<TaskRecord> newest =
                changed.stream().map(tasks::get).filter(Objects::nonNull).toList();
        changed.clear();
        return newest;
    }
}
