package io.m2m.common.wiring;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Makes pauses unequal, so that those who lost something together do not come back to it together. */
public final class Jitter {
    private Jitter() {}

    /** Up to half shorter or longer. */
    public static Duration of(Duration pause) {
        long millis = pause.toMillis();
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis * 3 / 2 + 1));
    }
}
