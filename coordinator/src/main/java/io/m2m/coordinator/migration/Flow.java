package io.m2m.coordinator.migration;

import io.m2m.common.message.Limits;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How much may be under way: holds the operator's limits against what waits to be sent. */
final class Flow {
    private final Room room;
    private final Pacing dumps = new Pacing();
    private final Pacing imports = new Pacing();
    private Limits limits = Limits.NONE;
    private boolean together;

    Flow(Room room) {
        this.room = room;
    }

    /** @param tasksPerImport how many tasks the target takes in one import, absent when each has its own */
    void together(@Nullable Integer tasksPerImport) {
        together = tasksPerImport != null && tasksPerImport > 1;
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
        return limit == null ? byDefault() : limit;
    }

    /** Loaders put together what waits with them; the other half of the queue is for what must not wait behind it. */
    private int byDefault() {
        return together ? Math.max(room.imports(), room.lanes() / 2) : room.imports();
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
