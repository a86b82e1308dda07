package io.m2m.offender.plan;

import java.util.Random;
import java.util.UUID;

class TakesChances {
    double math() {
        return Math.random();
    }

    Random random() {
        return new Random();
    }

    UUID uuid() {
        return UUID.randomUUID();
    }

    /** A seed makes it no chance. */
    Random seeded(long seed) {
        return new Random(seed);
    }
}
