package io.m2m.coordinator.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Segment folders as a 1.x server writes them, with the content all zeros. */
final class Segments {
    private static final int HEADER = 8;

    private Segments() {}

    /** A complete segment of rows of 16 bytes. */
    static Path write(Path root, String folder, int rows) {
        String segment = folder.substring(folder.lastIndexOf('/') + 1);
        Path path = root.resolve(folder);
        file(path.resolve(segment + ".rv"), rows * 16);
        file(path.resolve(segment + ".uid"), rows * 8);
        file(path.resolve("deleted_docs"), 0);
        file(path.resolve("bloom_filter"), 99);
        return path;
    }

    /** A header that announces a payload, and the payload. */
    static void file(Path file, int payload) {
        file(file, payload, payload);
    }

    static void file(Path file, long announced, int payload) {
        byte[] content = ByteBuffer.allocate(HEADER + payload)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(announced)
                .array();
        bytes(file, content);
    }

    static void bytes(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
