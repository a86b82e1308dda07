package io.m2m.coordinator.migration;

import io.m2m.common.message.Step;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The backlog of one queue and the window of it that lies on Kafka: largest tasks first, each to the partition with the least
 * to do. Fast workers' partitions drain faster and get more.
 */
final class Lanes {
    private static final Comparator<TaskRecord> ORDER = Comparator.comparing((TaskRecord task) -> task.entry() != null)
            .thenComparing(TaskRecord::bytes, Comparator.reverseOrder())
            .thenComparing(TaskRecord::name);

    private final PriorityQueue<TaskRecord> backlog = new PriorityQueue<>(ORDER);
    private final List<Lane> lanes;
    private final long laneBytes;
    private final Set<String> imports = new HashSet<>();

    Lanes(Room room) {
        this.lanes =
                IntStream.range(0, room.lanes()).mapToObj(each -> new Lane()).toList();
        this.laneBytes = room.laneBytes();
    }

    void add(TaskRecord task) {
        backlog.add(task);
    }

    /** Takes up a task that was sent before the coordinator restarted. */
    void restore(TaskRecord task) {
        begin(task);
        if (task.state() != TaskState.ACCEPTED) {
            lane(task).ifPresent(lane -> lane.enter(task));
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
        int best = -1;
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (lanes.get(lane).takes(next, laneBytes) && (best < 0 || lanes.get(lane).bytes < lanes.get(best).bytes)) {
                best = lane;
            }
        }
        return best;
    }

    TaskRecord take(int lane) {
        TaskRecord task = backlog.remove();
        lanes.get(lane).enter(task);
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
        lane(task).ifPresent(lane -> lane.leave(task));
    }

    /** Where the task was sent to; nowhere when there were more partitions then. */
    private Optional<Lane> lane(TaskRecord task) {
        return task.lane() >= 0 && task.lane() < lanes.size() ? Optional.of(lanes.get(task.lane())) : Optional.empty();
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

    /** One partition. A step of a whole collection may take long: nothing waits with it. */
    private static final class Lane {
        private final Set<String> tasks = new HashSet<>();
        private long bytes;
        private boolean closed;

        boolean takes(TaskRecord next, long laneBytes) {
            return tasks.isEmpty() || (!closed && next.entry() != null && bytes + next.bytes() <= laneBytes);
        }

        void enter(TaskRecord task) {
            if (tasks.add(task.key())) {
                bytes += task.bytes();
                closed |= task.entry() == null;
            }
        }

        void leave(TaskRecord task) {
            if (tasks.remove(task.key())) {
                bytes -= task.bytes();
                closed &= !tasks.isEmpty();
            }
        }
    }
}
