package io.m2m.common.model;

/**
 * A segment that could not be read; the rest of the migration goes on.
 *
 * @param rows its rows by metadata, since its files cannot be trusted
 * @param file the file at fault, relative to the data root
 */
public record QuarantinedSegment(String segment, String partition, long rows, String file, String reason) {}
