package io.m2m.common.config;

/**
 * {@code dumper.*}.
 *
 * @param limit dumps at a time in one dumper
 * @param readerBufferBytes bytes read from a source file at a time
 * @param writerBufferBytes bytes written to staging at a time
 * @param maxFileSize bytes of the largest file of vectors to import; a larger segment is cut by rows
 * @param minImportRows rows below which segments of one partition are grouped into one import; 0 groups none
 */
public record DumperConfig(
        int limit, int readerBufferBytes, int writerBufferBytes, long maxFileSize, long minImportRows) {
    public DumperConfig {
        Checks.positive("limit", limit);
        Checks.positive("readerBufferBytes", readerBufferBytes);
        Checks.positive("writerBufferBytes", writerBufferBytes);
        Checks.positive("maxFileSize", maxFileSize);
        Checks.notNegative("minImportRows", minImportRows);
    }
}
