package io.m2m.dumper.dump;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Rows of a pair of NumPy files as text, id and vector in hex: an oracle that shares nothing with what it judges. */
final class NpyRows {
    private NpyRows() {}

    static List<String> of(Path ids, Path vectors) throws IOException {
        ByteBuffer idBody = body(ids);
        ByteBuffer vectorBody = body(vectors);
        int rows = idBody.remaining() / 8;
        int width = rows == 0 ? 0 : vectorBody.remaining() / rows;
        List<String> all = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            byte[] vector = new byte[width];
            vectorBody.get(vector);
            all.add(idBody.getLong() + " " + HexFormat.of().formatHex(vector));
        }
        return all;
    }

    static String header(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return new String(bytes, 10, headerLength(bytes), StandardCharsets.US_ASCII).strip();
    }

    private static ByteBuffer body(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, 10 + headerLength(bytes), bytes.length))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int headerLength(byte[] npy) {
        return (npy[8] & 0xff) + 256 * (npy[9] & 0xff);
    }
}
