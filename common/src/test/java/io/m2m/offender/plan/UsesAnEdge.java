package io.m2m.offender.plan;

import io.m2m.common.kafka.KafkaSettings;

class UsesAnEdge {
    KafkaSettings settings;
}
