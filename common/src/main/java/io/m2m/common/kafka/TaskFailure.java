package io.m2m.common.kafka;

/** Carries a checked failure of a handler through the listener to {@link FailurePolicy}. */
final class TaskFailure extends RuntimeException {
    TaskFailure(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
