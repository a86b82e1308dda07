package io.m2m.dumper.npy;

import io.m2m.common.model.Manifest.StagedFile;
import io.m2m.common.storage.ObjectWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Writes one {@code .npy} file as a stream: the shape is known before the first row, since what is written to an object store
 * cannot be changed. Closing without {@link #commit()} leaves nothing behind.
 */
public final class NpyWriter implements AutoCloseable {
    private final ObjectWriter object;
    private final OutputStream out;
    private final CRC32C checksum = new CRC32C();
    private final String dtype;
    private final List<Long> shape;
    private final int headerBytes;
    private final long expectedBytes;
    private long writtenBytes;

    private NpyWriter(ObjectWriter object, String dtype, List<Long> shape, int rowBytes, int bufferBytes)
            throws IOException {
        byte[] header = NpyHeader.of(dtype, shape);
        this.object = object;
        this.out = new BufferedOutputStream(object, bufferBytes);
        this.dtype = dtype;
        this.shape = List.copyOf(shape);
        this.headerBytes = header.length;
        this.expectedBytes = Math.addExact(header.length, Math.multiplyExact(shape.getFirst(), rowBytes));
        write(header, 0, header.length);
    }

    /**
     * Starts the file with its header.
     *
     * @param object taken over: closed with this writer, or at once on failure
     * @param shape rows first
     * @param rowBytes bytes of one row
     */
    public static NpyWriter start(ObjectWriter object, String dtype, List<Long> shape, int rowBytes, int bufferBytes)
            throws IOException {
        try {
            return new NpyWriter(object, dtype, shape, rowBytes, bufferBytes);
        } catch (IOException | RuntimeException failure) {
            object.close();
            throw failure;
        }
    }

    public void write(byte[] bytes, int offset, int length) throws IOException {
        checksum.update(bytes, offset, length);
        out.write(bytes, offset, length);
        writtenBytes += length;
    }

    /** Makes the file visible. */
    public StagedFile commit() throws IOException {
        if (writtenBytes != expectedBytes) {
            throw new IllegalStateException("a file of shape " + shape + " and dtype " + dtype + " has " + expectedBytes
                    + " bytes, not " + writtenBytes);
        }
        out.flush();
        object.commit();
        return new StagedFile(writtenBytes, HexFormat.of().toHexDigits((int) checksum.getValue()), dtype, shape);
    }

    /** Where the rows begin in the file. */
    public int headerBytes() {
        return headerBytes;
    }

    @Override
    public void close() throws IOException {
        object.close();
    }
}
