package io.m2m.coordinator.migration;

import io.m2m.common.message.Limits;
import java.time.Instant;
import java.util.function.LongSupplier;

/** How much may be under way: holds the operator's limits against what waits to be sent. */
final class Flow {
    private final int importsByDefault;
    private final Pacing dumps = new Pacing();
    private final Pacing imports = new Pacing();
    private Limits limits = Limits.NONE;

    Flow(int importsByDefault) {
        this.importsByDefault = importsByDefault;
    }

    void limit(Limits changed, Instant now) {
        limits = changed;
        dumps.rate(changed.dumpBytesPerSecond(), now);
        imports.rate(changed.loadBytesPerSecond(), now);
    }

    /**
     * @param importsUnderWay imports that were sent and are not over
     * @param staged bytes dumped or being dumped that are not imported
     */
    boolean lets(TaskRecord next, int importsUnderWay, LongSupplier staged, Instant now) {
        return switch (next.step()) {
            case DUMP -> dumps.lets(now) && fits(next.bytes(), staged);
            case IMPORT -> importsUnderWay < importsInFlight() && imports.lets(now);
            default -> true;
        };
    }

    void gone(TaskRecord task, Instant now) {
        switch (task.step()) {
            case DUMP -> dumps.gone(task.bytes(), now);
            case IMPORT -> imports.gone(task.bytes(), now);
            default -> {}
        }
    }

    private int importsInFlight() {
        Integer limit = limits.importsInFlight();
        return limit == null ? importsByDefault : limit;
    }

    /** A task larger than the budget goes when nothing else is there. */
    private boolean fits(long bytes, LongSupplier staged) {
        Long budget = limits.stagingBytes();
        if (budget == null) {
            return true;
        }
        long there = staged.getAsLong();
        return there <= 0 || there + bytes <= budget;
    }
}
