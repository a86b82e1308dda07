package io.m2m.coordinator.kafka;

import io.m2m.common.message.Message;

/** A message with where it goes; a lane below zero leaves the partition to its key. */
record Outgoing(String topic, int lane, Message message) {}
