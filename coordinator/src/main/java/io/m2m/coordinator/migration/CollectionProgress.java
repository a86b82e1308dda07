package io.m2m.coordinator.migration;

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
        long rows;
        long bytes;

        @Nullable
        Instant first;

        @Nullable
        Instant last;

        private void heard(Instant at) {
            first = first == null || at.isBefore(first) ? at : first;
            last = last == null || at.isAfter(last) ? at : last;
        }
    }

    private final Map<Step, Count> counts = new EnumMap<>(Step.class);
    private int quarantined;
    private long skipped;

    Count of(Step step) {
        return counts.computeIfAbsent(step, each -> new Count());
    }

    int quarantined() {
        return quarantined;
    }

    long skipped() {
        return skipped;
    }

    boolean allSettled(Step step) {
        Count count = of(step);
        return count.settled == count.total;
    }

    /** Takes over a task's new version in place of its older one. */
    void replace(TaskRecord older, TaskRecord newer) {
        remove(older);
        add(newer);
    }

    void add(TaskRecord task) {
        count(task, 1);
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
        }
        if (task.state() == TaskState.FAILED) {
            count.failed += sign;
        }
        if (task.state() == TaskState.DONE) {
            count.rows += sign * task.rows();
            count.bytes += sign * task.bytes();
        }
        if (task.dumped() != null) {
            quarantined += sign * task.dumped().quarantined();
            skipped += sign * task.dumped().skipped();
        }
    }
}
