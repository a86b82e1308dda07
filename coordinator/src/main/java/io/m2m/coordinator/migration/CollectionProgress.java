package io.m2m.coordinator.migration;

import io.m2m.common.message.StatusMessage.TaskCounts;
import io.m2m.common.message.Step;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts of one collection, kept up to date from its tasks so that they never disagree with them. */
final class CollectionProgress {
    /** Tasks of one step. */
    static final class Count {
        long total;
        long settled;
        long failed;
        private long queued;
        private long running;
        private long retrying;
        long rows;
        long bytes;

        @Nullable
        Instant first;

        @Nullable
        Instant last;

        TaskCounts tasks() {
            return new TaskCounts(queued, running, retrying, failed);
        }

        /** When nothing more is done: what was not begun never will be. */
        TaskCounts leftBehind() {
            return new TaskCounts(0, 0, 0, failed);
        }

        private void place(TaskRecord task, int sign) {
            boolean waits = task.state() == TaskState.WAITING || task.state() == TaskState.SENT;
            if (task.attempt() > 1 || task.attempt() == 1 && task.state() == TaskState.WAITING) {
                retrying += sign;
            } else if (waits) {
                queued += sign;
            } else {
                running += sign;
            }
        }

        private void heard(Instant at) {
            first = first == null || at.isBefore(first) ? at : first;
            last = last == null || at.isAfter(last) ? at : last;
        }
    }

    private final Map<Step, Count> counts = new EnumMap<>(Step.class);
    private int quarantined;
    private long skipped;
    private long staged;

    Count of(Step step) {
        return counts.computeIfAbsent(step, each -> new Count());
    }

    int quarantined() {
        return quarantined;
    }

    long skipped() {
        return skipped;
    }

    /** Bytes dumped or being dumped that are not imported. */
    long staged() {
        return staged;
    }

    boolean failedAnywhere() {
        return counts.values().stream().anyMatch(count -> count.failed > 0);
    }

    boolean allSettled(Step step) {
        Count count = of(step);
        return count.settled == count.total;
    }

    /** Whether there was such a task and all of them did what they should. */
    boolean allDone(Step step) {
        Count count = of(step);
        return count.total > 0 && count.settled == count.total && count.failed == 0;
    }

    /** Takes over a task's new version in place of its older one. */
    void replace(TaskRecord older, TaskRecord newer) {
        remove(older);
        add(newer);
    }

    void add(TaskRecord task) {
        count(task, 1);
    }

    private static long staged(TaskRecord task) {
        boolean done = task.state() == TaskState.DONE;
        return switch (task.step()) {
            case DUMP -> done || task.state().outstanding() ? task.bytes() : 0;
            case IMPORT -> done ? -task.bytes() : 0;
            default -> 0;
        };
    }

    private void remove(TaskRecord task) {
        count(task, -1);
    }

    private void count(TaskRecord task, int sign) {
        Count count = of(task.step());
        count.total += sign;
        if (task.state() != TaskState.WAITING) {
            count.heard(task.heardAt());
        }
        if (task.state().settled()) {
            count.settled += sign;
        } else {
            count.place(task, sign);
        }
        if (task.state() == TaskState.FAILED) {
            count.failed += sign;
        }
        if (task.state() == TaskState.DONE) {
            count.rows += sign * task.rows();
            count.bytes += sign * task.bytes();
        }
        staged += sign * staged(task);
        if (task.dumped() != null) {
            quarantined += sign * task.dumped().quarantined();
            skipped += sign * task.dumped().skipped();
        }
    }
}
