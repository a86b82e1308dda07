package io.m2m.common.storage.bucket;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One object from an offset to its end. When the connection breaks, it goes on at the byte after the last one read, of the
 * same version of the object: one that was replaced meanwhile ends the reading instead of mixing two versions. A connection
 * that breaks for good says nothing about the object: that is a {@link io.m2m.common.model.ProblemException}.
 */
public final class ResumingStream extends InputStream {
    /** Times a connection may break without a single byte between. */
    private static final int MAX_BREAKS = 5;

    private final Bodies bodies;
    private final BucketProblems problems;
    private final Runnable retried;
    private final String where;
    private final byte[] single = new byte[1];
    private @Nullable Body body;
    private @Nullable String version;
    private long position;
    private long end;
    private int breaks;

    /** Asks a store for the rest of an object. */
    public interface Bodies {
        /**
         * @param version of the object, absent for the first time: another one is refused
         * @return nothing when the position is the end or lies beyond it
         */
        @Nullable
        Body from(long position, @Nullable String version) throws IOException;
    }

    /** The rest of an object. */
    public interface Body {
        InputStream bytes();

        /** Of the rest. */
        long length();

        String version();

        /** Drops the connection rather than reading the rest of the object to be able to use it again. */
        void abort();
    }

    /**
     * @param where the object for a sentence
     * @param retried told of every body that is asked for again, which the clients do not count
     */
    public ResumingStream(Bodies bodies, String where, long offset, BucketProblems problems, Runnable retried)
            throws IOException {
        this.bodies = bodies;
        this.where = where;
        this.position = offset;
        this.problems = problems;
        this.retried = retried;
        connect();
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (position < end) {
            IOException broken;
            try {
                if (body == null) {
                    connect();
                    continue;
                }
                int read = body.bytes().read(bytes, offset, length);
                if (read > 0) {
                    position += read;
                    breaks = 0;
                    return read;
                }
                broken = new EOFException(where + " ends at byte " + position + " instead of " + end);
            } catch (IOException failure) {
                broken = failure;
            }
            disconnect();
            if (++breaks > MAX_BREAKS) {
                throw problems.brokenOff(where, position, breaks, broken);
            }
            retried.run();
        }
        return -1;
    }

    private void connect() throws IOException {
        Body rest = bodies.from(position, version);
        if (rest == null) {
            end = position;
            return;
        }
        body = rest;
        version = rest.version();
        end = position + rest.length();
    }

    private void disconnect() {
        if (body != null) {
            body.abort();
            body = null;
        }
    }

    @Override
    public void close() throws IOException {
        if (body != null && position == end) {
            body.bytes().close();
            body = null;
        }
        disconnect();
    }
}
