package io.m2m.common.staging;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** Small documents in staging, read and written whole. Records in, records out. */
public interface Documents {
    /**
     * @return the document, or empty when there is none
     * @throws UnreadableDocumentException when it is there and holds something else than a {@code type}
     * @throws IOException when it is there and cannot be read
     */
    <T> Optional<T> read(String key, Class<T> type) throws IOException;

    void write(String key, Object document) throws IOException;

    /** Reads one line of a file of one document a line, given where the line lies. */
    <T> T readLine(String key, long offset, int bytes, Class<T> type) throws IOException;

    /** All lines of a file of one document a line; close the stream. Empty when there is no such file. */
    default <T> Stream<T> readLines(String key, Class<T> type) throws IOException {
        return readLines(key, 0, type);
    }

    /** The lines from an offset on; close the stream. */
    <T> Stream<T> readLines(String key, long offset, Class<T> type) throws IOException;

    /** Starts a file of one document a line. */
    LineWriter writeLines(String key) throws IOException;

    /** Writes documents one a line and tells where each one lies. */
    interface LineWriter extends AutoCloseable {
        /** @return offset of the line in bytes; its length without the line break is {@code lastBytes()} */
        long write(Object document) throws IOException;

        int lastBytes();

        /** Makes the file visible. Closing without it leaves nothing. */
        void commit() throws IOException;

        @Override
        void close() throws IOException;
    }
}
