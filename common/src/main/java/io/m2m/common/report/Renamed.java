package io.m2m.common.report;

/** A name that 2.x refuses or that the configuration changes; {@code collection/tag} for a partition. */
public record Renamed(String source, String target) {}
