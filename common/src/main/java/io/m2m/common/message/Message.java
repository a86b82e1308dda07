package io.m2m.common.message;

/** Anything sent through Kafka. One sealed family per receiver. */
public sealed interface Message permits TaskMessage, Event, StatusMessage {
    /** Id of the migration it belongs to. */
    String migration();
}
