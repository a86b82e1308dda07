package io.m2m.common.message;

/** Where a task's line lies in {@code plan.jsonl}: offset and length in bytes. */
public record PlanEntry(long offset, int bytes) {}
