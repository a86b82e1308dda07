package io.m2m.verifier.verify;

/** A partition by its names on the target. */
public record TargetPartition(String collection, String name) {}
