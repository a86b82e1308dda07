package io.m2m.coordinator.salvage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A {@code tables} folder made by hand. */
record MadeTables(Path folder) {
    /** A vector of float numbers. */
    static byte[] floats(float... numbers) {
        ByteBuffer bytes = buffer(numbers.length * Float.BYTES);
        for (float each : numbers) {
            bytes.putFloat(each);
        }
        return bytes.array();
    }

    /** A segment whose rows have ids and one vector for each, none of them deleted. */
    Path segment(String place, long[] ids, byte[]... vectors) {
        Path segment = folder.resolve(place);
        String name = segment.getFileName().toString();
        ByteBuffer idBytes = buffer(ids.length * Long.BYTES);
        Arrays.stream(ids).forEach(idBytes::putLong);
        ByteBuffer vectorBytes =
                buffer(Arrays.stream(vectors).mapToInt(each -> each.length).sum());
        Arrays.stream(vectors).forEach(vectorBytes::put);
        file(segment.resolve(name + ".uid"), idBytes.array());
        file(segment.resolve(name + ".rv"), vectorBytes.array());
        deleted(place);
        return segment;
    }

    /** Positions of deleted rows. */
    void deleted(String place, int... positions) {
        ByteBuffer bytes = buffer(positions.length * Integer.BYTES);
        Arrays.stream(positions).forEach(bytes::putInt);
        file(folder.resolve(place).resolve("deleted_docs"), bytes.array());
    }

    private static void file(Path file, byte[] payload) {
        ByteBuffer bytes = buffer(Long.BYTES + payload.length);
        bytes.putLong(payload.length).put(payload);
        write(file, bytes.array());
    }

    /** A file as it is. */
    static void write(Path file, byte... bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
