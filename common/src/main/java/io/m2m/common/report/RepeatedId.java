package io.m2m.common.report;

/**
 * An id that several rows have.
 *
 * @param id decimal text, because JSON numbers end at 2^53
 * @param copies rows of the collection that have it, over all partitions
 */
public record RepeatedId(String id, long copies) {}
