package io.m2m.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;

/**
 * A NaN in the first vector of a segment, for a while.
 *
 * @param vectors the segment's file
 * @param mended a place for the note that it is as it was
 */
record Damage(Path vectors, Path mended) {
    private static final int HEADER_BYTES = 8;

    boolean isMended() {
        return Files.exists(mended);
    }

    /** Once. */
    void inflict() throws IOException {
        if (Files.exists(whole())) {
            return;
        }
        Files.copy(vectors, whole(), StandardCopyOption.COPY_ATTRIBUTES);
        byte[] bytes = Files.readAllBytes(vectors);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(HEADER_BYTES, Float.NaN);
        Files.write(vectors, bytes);
    }

    /** The file comes back with its time, as from a backup. */
    void mend() throws IOException {
        FileTime time = Files.getLastModifiedTime(whole());
        Files.write(vectors, Files.readAllBytes(whole()));
        Files.setLastModifiedTime(vectors, time);
        Files.createFile(mended);
    }

    private Path whole() {
        return mended.resolveSibling("whole");
    }
}
