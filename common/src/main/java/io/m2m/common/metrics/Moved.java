package io.m2m.common.metrics;

import io.m2m.common.message.Progress;
import io.micrometer.core.instrument.Counter;

/** Counts what an attempt moves. One that starts over in between counts again only what it had not reached before. */
final class Moved implements Progress {
    private final Counter rowCounter;
    private final Counter byteCounter;
    private long rows;
    private long bytes;

    Moved(Counter rowCounter, Counter byteCounter) {
        this.rowCounter = rowCounter;
        this.byteCounter = byteCounter;
    }

    @Override
    public synchronized void report(long newRows, long newBytes) {
        if (newRows > rows) {
            rowCounter.increment(newRows - rows);
            rows = newRows;
        }
        if (newBytes > bytes) {
            byteCounter.increment(newBytes - bytes);
            bytes = newBytes;
        }
    }
}
