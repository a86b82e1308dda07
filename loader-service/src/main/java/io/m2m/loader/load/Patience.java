package io.m2m.loader.load;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for something on the target as long as it moves. */
public final class Patience {
    private static final Duration STEP = Duration.ofMillis(500);

    private final Clock clock;
    private final Pause pause;

    public Patience(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** Lets time pass. */
    public interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    /** @param seen whatever changes while there is progress */
    record Look(boolean done, Object seen) {}

    /**
     * Looks again and again.
     *
     * @param standstill how long nothing may change
     * @return false when nothing changed for that long
     */
    boolean await(Duration standstill, Supplier<Look> looking) throws InterruptedException {
        Instant since = clock.instant();
        @Nullable Object last = null;
        while (true) {
            Look look = looking.get();
            if (look.done()) {
                return true;
            }
            if (!look.seen().equals(last)) {
                last = look.seen();
                since = clock.instant();
            } else if (Duration.between(since, clock.instant()).compareTo(standstill) > 0) {
                return false;
            }
            pause.of(STEP);
        }
    }
}
