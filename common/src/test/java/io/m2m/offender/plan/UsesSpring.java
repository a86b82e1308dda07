package io.m2m.offender.plan;

import org.springframework.context.SmartLifecycle;

class UsesSpring {
    SmartLifecycle lifecycle;
}
