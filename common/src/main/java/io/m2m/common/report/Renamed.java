package io.m2m.common.report;

/** A name that 2.x refuses or that the configuration changes; of the collection itself, or of a partition's tag. */
public record Renamed(String source, String target) {}
