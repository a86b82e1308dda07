package io.m2m.common.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.json} of one task: written last, its presence says that the two NumPy files are complete and what they
 * hold. A task without live rows has no folder; its manifest then exists only inside its {@link TaskOutcome}, without files.
 *
 * @param minId smallest id as decimal text, absent without rows
 * @param fingerprint sum of the row hashes modulo 2^128, 32 hex digits
 * @param idFingerprint the same over ids alone
 * @param repeatedIds rows beyond the first of their id inside this task
 * @param leftOut copies of repeated ids that the dump left out; absent when it kept every copy
 * @param files by file name, {@code id.npy} and {@code data.npy}
 */
public record Manifest(
        String schema,
        String migration,
        String collection,
        String partition,
        String task,
        String version,
        List<DumpedSegment> segments,
        long rows,
        @Nullable String minId,
        @Nullable String maxId,
        String fingerprint,
        String idFingerprint,
        long repeatedIds,
        @Nullable LeftOut leftOut,
        Map<String, StagedFile> files) {
    public static final String SCHEMA = "m2m-manifest/1";

    public Manifest {
        segments = List.copyOf(segments);
        files = Map.copyOf(files);
    }

    /**
     * What one segment gave to the task.
     *
     * @param rows physical rows read
     * @param deleted distinct in-range offsets of {@code deleted_docs} among them
     * @param written live rows written
     * @param files the source files as they were before and after reading
     */
    public record DumpedSegment(String segment, long rows, long deleted, long written, List<SourceFile> files) {
        public DumpedSegment {
            files = List.copyOf(files);
        }
    }

    /**
     * Under which policy the dump was made, and what it cost this task.
     *
     * @param rows live rows left out because the collection holds a later copy of their id
     * @param list {@link RepeatedIds#basis()} of the list that names them
     */
    public record LeftOut(DuplicateIds policy, long rows, String list) {}

    /** Under which policy for repeated ids the dump was made. */
    public DuplicateIds duplicateIds() {
        return leftOut == null ? DuplicateIds.KEEP_ALL : leftOut.policy();
    }

    /** Live rows left out by that policy. */
    public long leftOutRows() {
        return leftOut == null ? 0 : leftOut.rows();
    }

    /**
     * @param bytes length of the file, header included
     * @param crc32c CRC-32C of the whole file, 8 hex digits
     * @param dtype NumPy dtype
     * @param shape NumPy shape: {@code (n,)} or {@code (n, width)}
     */
    public record StagedFile(long bytes, String crc32c, String dtype, List<Long> shape) {
        public StagedFile {
            shape = List.copyOf(shape);
        }
    }
}
