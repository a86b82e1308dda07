package io.m2m.offender.plan;

import java.time.Clock;
import java.time.Instant;

class ReadsClocks {
    Clock clock() {
        return Clock.systemUTC();
    }

    Instant instant() {
        return Instant.now();
    }

    long millis() {
        return System.currentTimeMillis();
    }

    long nanos() {
        return System.nanoTime();
    }
}
