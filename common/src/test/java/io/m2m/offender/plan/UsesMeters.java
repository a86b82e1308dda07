package io.m2m.offender.plan;

import io.micrometer.core.instrument.MeterRegistry;

class UsesMeters {
    MeterRegistry registry;
}
