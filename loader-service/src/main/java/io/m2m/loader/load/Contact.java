package io.m2m.loader.load;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Since when the target does not do what one import needs of it. */
final class Contact {
    /** How long that may last before the import is given up for this run. */
    private static final Duration AWAY = Duration.ofMinutes(2);

    private final Clock clock;
    private Instant since;
    private @Nullable Instant turnedAwaySince;

    Contact(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    void answered() {
        since = clock.instant();
    }

    /** Before a submit: a server that answers everything else and turns this away is no better than one that is away. */
    void asks() {
        turnedAwaySince = Objects.requireNonNullElse(turnedAwaySince, clock.instant());
        since = turnedAwaySince;
    }

    void accepted() {
        turnedAwaySince = null;
    }

    boolean lost() {
        return Duration.between(since, clock.instant()).compareTo(AWAY) > 0;
    }
}
