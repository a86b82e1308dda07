package io.m2m.dumper.milvus1;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * Reads a file of a segment front to back and never beyond its length. All files of a segment that matter begin alike:
 *
 * <pre>
 * offset size
 * 0      8    N, length of the payload in BYTES, unsigned little-endian
 * 8      N    payload
 * </pre>
 *
 * The 1.x server did not look at I/O errors, so N may promise more than a full disk took. Bytes behind the payload are
 * harmless: the header is what counts.
 *
 * <p>Every failure of the file itself is a {@link DamagedFileException} that names the byte, the field, what was expected
 * and what was found. {@link IOException} is left for what says nothing about the file: an interrupt, missing rights.
 */
final class BoundedInput implements AutoCloseable {
    static final int HEADER_BYTES = 8;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final SegmentFile file;
    private final InputStream in;
    private long position;

    private BoundedInput(SegmentFile file, InputStream in, long position) {
        this.file = file;
        this.in = in;
        this.position = position;
    }

    static BoundedInput open(SegmentFile file, long offset) throws DamagedFileException, IOException {
        try {
            return new BoundedInput(file, file.root().open(file.key(), offset), offset);
        } catch (IOException failure) {
            throw meaning(file, offset, failure);
        }
    }

    /** Reads the header. @return N, which the file is long enough for */
    long payloadBytes() throws DamagedFileException, IOException {
        byte[] header = new byte[HEADER_BYTES];
        read(header, HEADER_BYTES, "length of the payload");
        long payload = (long) LONG.get(header, 0);
        long following = file.bytes() - HEADER_BYTES;
        if (payload < 0 || payload > following) {
            throw damaged("byte 0, length of the payload: it says " + Long.toUnsignedString(payload) + " bytes, but "
                    + following + " follow");
        }
        return payload;
    }

    /** Reads exactly {@code count} bytes to the front of {@code into}. */
    void read(byte[] into, int count, String field) throws DamagedFileException, IOException {
        if (count > file.bytes() - position) {
            throw tooShort(count, field, file.bytes() - position);
        }
        int read;
        try {
            read = in.readNBytes(into, 0, count);
        } catch (IOException failure) {
            throw meaning(file, position, failure);
        }
        if (read < count) {
            throw tooShort(count, field, read);
        }
        position += count;
    }

    private DamagedFileException tooShort(int count, String field, long found) {
        return damaged("byte " + position + ", " + field + ": expected " + count + " bytes, found " + found);
    }

    DamagedFileException damaged(String reason) {
        return DamagedFileException.broken(file.key(), reason, null);
    }

    private static DamagedFileException meaning(SegmentFile file, long position, IOException failure)
            throws IOException {
        return switch (failure) {
            case NoSuchFileException absent -> DamagedFileException.broken(file.key(), "the file is missing", absent);
            case InterruptedIOException interrupt -> throw interrupt;
            case ClosedByInterruptException interrupt -> throw interrupt;
            case AccessDeniedException refused -> throw refused;
            default ->
                DamagedFileException.broken(
                        file.key(), "it cannot be read behind byte " + position + ": " + failure.getMessage(), failure);
        };
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
