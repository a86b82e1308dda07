package io.m2m.coordinator.migration;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Spreads bytes over time. What goes through is owed and paid off at the rate; while something is owed, nothing more goes. A
 * single task may be larger than what the rate allows in a second, so it goes first and is paid for afterwards.
 */
final class Pacing {
    /** Seconds of idleness that may be made up for, so that a coarse clock does not lower the rate. */
    private static final double CREDIT_SECONDS = 2;

    private @Nullable Long bytesPerSecond;
    private double owed;
    private Instant settledAt = Instant.EPOCH;

    void rate(@Nullable Long perSecond, Instant now) {
        settle(now);
        bytesPerSecond = perSecond;
        owed = perSecond == null ? 0 : owed;
    }

    boolean lets(Instant now) {
        settle(now);
        return owed <= 0;
    }

    void gone(long bytes, Instant now) {
        settle(now);
        owed += bytesPerSecond == null ? 0 : bytes;
    }

    private void settle(Instant now) {
        if (now.isAfter(settledAt)) {
            if (bytesPerSecond != null) {
                double seconds = Duration.between(settledAt, now).toMillis() / 1000.0;
                owed = Math.max(owed - seconds * bytesPerSecond, -CREDIT_SECONDS * bytesPerSecond);
            }
            settledAt = now;
        }
    }
}
