package io.m2m.common.model;

import java.time.Instant;

/**
 * One file of a 1.x segment as it was seen when the plan was made.
 *
 * @param name file name inside the segment folder
 * @param bytes length in bytes
 * @param modified last modification; compared again after reading
 */
public record SourceFile(String name, long bytes, Instant modified) {}
