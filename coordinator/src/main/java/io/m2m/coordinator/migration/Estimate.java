package io.m2m.coordinator.migration;

import io.m2m.common.message.Phase;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.PhaseProgress;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How long a run still takes if it goes on as in the last minute. Dump and load overlap, so the longer one counts; verifying
 * comes on top. A phase that has not begun is taken to be as slow as the slowest one that has.
 */
final class Estimate {
    private final List<PhaseProgress> totals;
    private final List<CollectionStatus> collections;

    /** @param totals phases of the whole migration that are to be waited for, with their rates */
    Estimate(List<PhaseProgress> totals, List<CollectionStatus> collections) {
        this.totals = totals;
        this.collections = collections;
    }

    /** @return absent while there is nothing to estimate from, or while a phase stands still */
    @Nullable
    Long seconds() {
        OptionalDouble slowest = totals.stream()
                .map(PhaseProgress::rowsPerSecond)
                .filter(Objects::nonNull)
                .filter(rate -> rate > 0)
                .mapToDouble(rate -> rate)
                .min();
        if (slowest.isEmpty()) {
            return null;
        }
        double moving = 0;
        double verifying = 0;
        for (PhaseProgress phase : totals) {
            double seconds = seconds(phase, slowest.getAsDouble());
            if (phase.name().equals(Phase.VERIFY.label())) {
                verifying = seconds;
            } else {
                moving = Math.max(moving, seconds);
            }
        }
        double all = moving + verifying;
        return Double.isInfinite(all) ? null : Math.round(all);
    }

    /** Rows are less than was planned once deleted ones are left out; tasks are not. */
    private static boolean through(PhaseProgress phase) {
        return phase.totalTasks() > 0 && phase.doneTasks() >= phase.totalTasks();
    }

    private double seconds(PhaseProgress phase, double otherwise) {
        long left = collections.stream()
                .filter(collection -> collection.verdict() == null)
                .flatMap(collection -> collection.phases().stream())
                .filter(each -> each.name().equals(phase.name()) && !through(each))
                .mapToLong(each -> Math.max(each.totalRows() - each.rows(), 0))
                .sum();
        double rate = Objects.requireNonNullElse(phase.rowsPerSecond(), otherwise);
        return left == 0 ? 0 : left / rate;
    }
}
