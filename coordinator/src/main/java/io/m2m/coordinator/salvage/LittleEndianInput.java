package io.m2m.coordinator.salvage;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The payload of a 1.x file from its beginning. */
final class LittleEndianInput implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final DataInputStream in;

    private LittleEndianInput(DataInputStream in) {
        this.in = in;
    }

    static LittleEndianInput open(Path file) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
        in.skipNBytes(SegmentFiles.HEADER_BYTES);
        return new LittleEndianInput(in);
    }

    int readInt() throws IOException {
        return Integer.reverseBytes(in.readInt());
    }

    long readLong() throws IOException {
        return Long.reverseBytes(in.readLong());
    }

    void readFully(byte[] bytes) throws IOException {
        in.readFully(bytes);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
