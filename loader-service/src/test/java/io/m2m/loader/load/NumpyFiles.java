package io.m2m.loader.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pairs of NumPy files as a dump writes them, and the one thing of them that a fake server needs. */
public final class NumpyFiles {
    private NumpyFiles() {}

    /** Ids count up; each vector repeats its id's low byte. */
    public static List<String> floats(Path folder, long firstId, int rows, int dim) {
        ByteBuffer vectors = ByteBuffer.allocate(rows * dim * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < dim; i++) {
                vectors.putFloat((firstId + row) % 256 + i);
            }
        }
        return write(folder, firstId, rows, "<f4", "(" + rows + ", " + dim + ")", vectors);
    }

    /** @param dim in bits */
    public static List<String> bits(Path folder, long firstId, int rows, int dim) {
        ByteBuffer vectors = ByteBuffer.allocate(rows * dim / 8);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < dim / 8; i++) {
                vectors.put((byte) (firstId + row + i));
            }
        }
        return write(folder, firstId, rows, "|u1", "(" + rows + ", " + dim / 8 + ")", vectors);
    }

    private static List<String> write(
            Path folder, long firstId, int rows, String dtype, String shape, ByteBuffer vectors) {
        ByteBuffer ids = ByteBuffer.allocate(rows * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < rows; row++) {
            ids.putLong(firstId + row);
        }
        try {
            Files.createDirectories(folder);
            Path idFile = array(folder.resolve("id.npy"), "<i8", "(" + rows + ",)", ids);
            Path vectorFile = array(folder.resolve("data.npy"), dtype, shape, vectors);
            return List.of(vectorFile.toString(), idFile.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path array(Path file, String dtype, String shape, ByteBuffer body) throws IOException {
        String dictionary = "{'descr': '" + dtype + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int length = (dictionary.length() + 1 + 10 + 63) / 64 * 64 - 10;
        String header = dictionary + " ".repeat(length - dictionary.length() - 1) + "\n";
        ByteBuffer all = ByteBuffer.allocate(10 + length + body.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        all.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) length);
        all.put(header.getBytes(StandardCharsets.US_ASCII)).put(body.array());
        Files.write(file, all.array());
        return file;
    }

    /** First number of the shape. */
    static long rows(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        int from = text.indexOf("'shape': (") + "'shape': (".length();
        return Long.parseLong(text.substring(from, text.indexOf(',', from)));
    }
}
