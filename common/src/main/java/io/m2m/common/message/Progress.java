package io.m2m.common.message;

/** Where a running task tells how far it is: rows and bytes since it started. Cheap enough to call for every block. */
public interface Progress {
    void report(long rows, long bytes);
}
