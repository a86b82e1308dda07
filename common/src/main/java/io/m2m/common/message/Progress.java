package io.m2m.common.message;

/**
 * Where a running task tells how far it is: rows and bytes since it started. Cheap enough to call for every block, and by who
 * goes on with the work when its task is off the queue.
 */
public interface Progress {
    void report(long rows, long bytes);

    /** Tells both. */
    default Progress and(Progress other) {
        return (rows, bytes) -> {
            report(rows, bytes);
            other.report(rows, bytes);
        };
    }
}
