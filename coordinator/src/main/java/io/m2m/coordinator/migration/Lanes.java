package io.m2m.coordinator.migration;

import io.m2m.common.message.Step;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The backlog of one queue and the window of it that lies on Kafka: largest tasks first, one in each partition. Fast
 * workers' partitions drain faster and get more.
 */
final class Lanes {
    private static final Comparator<TaskRecord> ORDER = Comparator.comparing((TaskRecord task) -> task.entry() != null)
            .thenComparing(TaskRecord::bytes, Comparator.reverseOrder())
            .thenComparing(TaskRecord::name);

    private final PriorityQueue<TaskRecord> backlog = new PriorityQueue<>(ORDER);
    private final String[] occupant;
    private final Set<String> imports = new HashSet<>();

    Lanes(int partitions) {
        this.occupant = new String[partitions];
    }

    void add(TaskRecord task) {
        backlog.add(task);
    }

    /** Takes up a task that was sent before the coordinator restarted. */
    void restore(TaskRecord task) {
        begin(task);
        if (task.state() != TaskState.ACCEPTED && task.lane() >= 0 && task.lane() < occupant.length) {
            occupant[task.lane()] = task.key();
        }
    }

    /** Imports that were sent and are not over, those the target works on included. */
    int importsUnderWay() {
        return imports.size();
    }

    /**
     * The partition for the next task, or -1 when none may be sent now.
     *
     * @param mayGo whether there is room for a task beside what is under way
     */
    int freeLane(Predicate<TaskRecord> mayGo) {
        TaskRecord next = backlog.peek();
        if (next == null || !mayGo.test(next)) {
            return -1;
        }
        for (int lane = 0; lane < occupant.length; lane++) {
            if (occupant[lane] == null) {
                return lane;
            }
        }
        return -1;
    }

    TaskRecord take(int lane) {
        TaskRecord task = backlog.remove();
        occupant[lane] = task.key();
        begin(task);
        return task;
    }

    private void begin(TaskRecord task) {
        if (task.step() == Step.IMPORT) {
            imports.add(task.key());
        }
    }

    /** The task left its partition; it may still be under way. */
    void leaveLane(TaskRecord task) {
        if (task.lane() >= 0 && task.lane() < occupant.length && task.key().equals(occupant[task.lane()])) {
            occupant[task.lane()] = null;
        }
    }

    /** The task is over, even one that was to be sent again. */
    void settle(TaskRecord task) {
        if (task.state() == TaskState.WAITING) {
            backlog.removeIf(waiting -> waiting.key().equals(task.key()));
        }
        leaveLane(task);
        imports.remove(task.key());
    }

    /** Forgets what waits for a collection that is given up. */
    void drop(String collection) {
        backlog.removeIf(task -> task.collection().equals(collection));
    }
}
