package io.m2m.common.storage.bucket;

import java.io.IOException;

/**
 * How one store takes one object: in one piece, or in parts of which nothing shows before the last. Calls come one after the
 * other, though from several threads.
 */
public interface Upload {
    void whole(byte[] bytes, int length) throws IOException;

    /** Announces parts. */
    void begin() throws IOException;

    /**
     * All but the last part.
     *
     * @param number from 1
     * @param bytes the part, all of them
     */
    void part(int number, byte[] bytes) throws IOException;

    /**
     * The last part makes the object.
     *
     * @param length how much of the bytes it is; at least one
     */
    void last(int number, byte[] bytes, int length) throws IOException;

    /** Gives up what was begun. */
    void abort() throws IOException;
}
