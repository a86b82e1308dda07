package io.m2m.standalone.progress;

import io.m2m.common.message.StatusMessage.PhaseProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How fast a phase advances since it was first seen to work. */
final class Pace {
    private final Instant start;
    private final long firstRows;
    private final long firstBytes;

    /** Rows and bytes already there, from an earlier run, are not counted as speed. */
    Pace(Instant start, PhaseProgress first) {
        this.start = start;
        this.firstRows = first.rows();
        this.firstBytes = first.bytes();
    }

    /** @return for example {@code 120,000 rows/s, 61.4 MB/s, 12 s left}; empty before there is anything to measure */
    String text(Instant now, PhaseProgress phase) {
        double seconds = Duration.between(start, now).toMillis() / 1000.0;
        double rowsPerSecond = (phase.rows() - firstRows) / seconds;
        if (!(rowsPerSecond > 0) || Double.isInfinite(rowsPerSecond)) {
            return "";
        }
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%,.0f rows/s", rowsPerSecond));
        if (phase.bytes() > firstBytes) {
            text.append(", ")
                    .append(Amounts.bytes(Math.round((phase.bytes() - firstBytes) / seconds)))
                    .append("/s");
        }
        long left = phase.totalRows() - phase.rows();
        if (left > 0) {
            text.append(", ").append(left(Math.round(left / rowsPerSecond))).append(" left");
        }
        return text.toString();
    }

    /** For example {@code 3 min 07 s}. */
    static String left(long seconds) {
        if (seconds < 60) {
            return Math.max(seconds, 1) + " s";
        }
        return seconds < 3600
                ? String.format("%d min %02d s", seconds / 60, seconds % 60)
                : String.format("%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }
}
