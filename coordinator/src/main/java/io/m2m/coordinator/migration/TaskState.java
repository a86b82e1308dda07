package io.m2m.coordinator.migration;

/** States of one task. */
public enum TaskState {
    /** Waits in the coordinator. */
    WAITING,
    /** Lies in its queue on Kafka. */
    SENT,
    /** A worker took it. */
    RUNNING,
    /** The target took it and works on it; the queue is free for others. */
    ACCEPTED,
    DONE,
    FAILED;

    boolean settled() {
        return this == DONE || this == FAILED;
    }

    boolean outstanding() {
        return this == SENT || this == RUNNING || this == ACCEPTED;
    }
}
