package io.m2m.loader.load;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what is scheduled soon, and lets the clock think that it waited. */
final class HastyScheduler extends ScheduledThreadPoolExecutor {
    private final TestClock clock;

    HastyScheduler(TestClock clock) {
        super(1);
        this.clock = clock;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        clock.pass(Duration.of(delay, unit.toChronoUnit()));
        return super.schedule(command, 5, TimeUnit.MILLISECONDS);
    }
}
