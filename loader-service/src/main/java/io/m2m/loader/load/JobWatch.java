package io.m2m.loader.load;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Watches one job for progress. Some servers that went away forget jobs that waited: they stay running, without a row, for ever.
 * Only a job that may have met such a moment can be lost, and only after a few times the time it would take.
 */
final class JobWatch {
    private static final Duration QUICK = Duration.ofMillis(500);
    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final Duration QUICK_FOR = Duration.ofSeconds(10);
    /** Slower than any import that was measured. */
    private static final long BYTES_PER_SECOND = 5_000_000;

    private static final int TIMES_EXPECTED = 3;
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(60);

    private final Duration patience;
    private final Clock clock;
    private final boolean forgetful;
    private final Instant since;
    private Instant changedAt;
    private @Nullable ImportJob last;
    private boolean doubted;

    /** @param forgetful whether the server forgets jobs */
    JobWatch(long bytes, Clock clock, boolean forgetful) {
        Duration expected = Duration.ofSeconds(TIMES_EXPECTED * bytes / BYTES_PER_SECOND);
        this.patience = expected.plus(LEAST_PATIENCE);
        this.clock = clock;
        this.forgetful = forgetful;
        this.since = clock.instant();
        this.changedAt = since;
    }

    /** The server was away, or the job was submitted by somebody who is gone. */
    void doubt() {
        doubted = true;
    }

    void seen(ImportJob job) {
        if (!job.equals(last)) {
            changedAt = clock.instant();
        }
        last = job;
    }

    boolean running() {
        return last != null && last.state() == ImportJob.State.RUNNING;
    }

    boolean lost() {
        return forgetful
                && doubted
                && running()
                && last.rows() == 0
                && Duration.between(changedAt, clock.instant()).compareTo(patience) > 0;
    }

    /** Imports take a second or two at least; faster asking gains nothing. */
    Duration interval() {
        return Duration.between(since, clock.instant()).compareTo(QUICK_FOR) < 0 ? QUICK : SLOW;
    }

    long rows(long whole) {
        if (last == null) {
            return 0;
        }
        // The rows of a job of several tasks are those of all of them.
        boolean own = last.groups().size() <= 1 && last.rows() > 0;
        return own ? last.rows() : whole * last.percent() / 100;
    }
}
