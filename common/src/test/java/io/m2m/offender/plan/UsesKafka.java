package io.m2m.offender.plan;

import org.apache.kafka.clients.admin.NewTopic;

class UsesKafka {
    NewTopic topic;
}
