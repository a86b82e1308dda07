package io.m2m.common.report;

/**
 * One phase of the run.
 *
 * @param name plan, dump, load, verify
 * @param seconds wall time
 * @param bytes read or written by it
 */
public record PhaseReport(String name, double seconds, long rows, long bytes) {}
