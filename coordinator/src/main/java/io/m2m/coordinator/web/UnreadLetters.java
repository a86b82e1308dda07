package io.m2m.coordinator.web;

/** What was set aside because no service could read it. */
@FunctionalInterface
interface UnreadLetters {
    /** Puts it back on the queues it came from. */
    void putBack();
}
