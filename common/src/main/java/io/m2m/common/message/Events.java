package io.m2m.common.message;

/** Where a worker tells what happened. Returns once the event is durable. */
public interface Events {
    void publish(Event event);
}
