package io.m2m.coordinator.migration;

import io.m2m.common.message.Step;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The backlog of one queue and the window of it that lies on Kafka: largest tasks first, one in each partition, and never
 * more than a bound of imports under way. Fast workers' partitions drain faster and get more.
 */
final class Lanes {
    private static final Comparator<TaskRecord> ORDER = Comparator.comparing((TaskRecord task) -> task.entry() != null)
            .thenComparing(TaskRecord::bytes, Comparator.reverseOrder())
            .thenComparing(TaskRecord::name);

    private final PriorityQueue<TaskRecord> backlog = new PriorityQueue<>(ORDER);
    private final String[] occupant;
    private final Set<String> imports = new HashSet<>();
    private final int bound;

    /**
     * @param partitions partitions of the queue
     * @param bound imports that may be under way, those the target works on included; other tasks are not bounded
     */
    Lanes(int partitions, int bound) {
        this.occupant = new String[partitions];
        this.bound = bound;
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

    /** The partition for the next task, or -1 when none may be sent now. */
    int freeLane() {
        TaskRecord next = backlog.peek();
        if (next == null || (next.step() == Step.IMPORT && imports.size() >= bound)) {
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

    void settle(TaskRecord task) {
        leaveLane(task);
        imports.remove(task.key());
    }

    /** Forgets what waits for a collection that is given up. */
    void drop(String collection) {
        backlog.removeIf(task -> task.collection().equals(collection));
    }
}
