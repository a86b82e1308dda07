package io.m2m.common.storage.bucket;

import io.m2m.common.storage.ObjectWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes one object: a small one in one piece on commit, a larger one in parts, one on its way while the next is filled. Memory
 * is what was written so far, at most two parts.
 */
final class PartedWriter extends ObjectWriter {
    /** S3 takes 10,000 parts: room for 80 GiB, five times the largest file to import. */
    private static final int PART_BYTES = 8 << 20;

    private static final int FIRST_BUFFER_BYTES = 64 << 10;

    private final String where;
    private final Upload upload;
    private final ExecutorService threads;
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private byte @Nullable [] spare;
    private int filled;
    private int parts;
    private @Nullable Future<?> underway;
    private boolean ended;

    /**
     * @param where the object for a sentence
     * @param threads run the upload of a part beside the writing
     */
    PartedWriter(String where, Upload upload, ExecutorService threads) {
        this.where = where;
        this.upload = upload;
        this.threads = threads;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (ended) {
            throw new IOException(where + " is written already");
        }
        int written = 0;
        while (written < length) {
            if (filled == buffer.length) {
                makeRoom();
            }
            int count = Math.min(length - written, buffer.length - filled);
            System.arraycopy(bytes, offset + written, buffer, filled, count);
            filled += count;
            written += count;
        }
    }

    private void makeRoom() throws IOException {
        if (buffer.length < PART_BYTES) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, PART_BYTES));
        } else {
            sendPart();
        }
    }

    /** The buffer goes on its way; the one before it has arrived by then and is filled next. */
    private void sendPart() throws IOException {
        if (parts == 0) {
            upload.begin();
        }
        awaitPart();
        byte[] full = buffer;
        int number = ++parts;
        underway = threads.submit(() -> {
            upload.part(number, full);
            return null;
        });
        buffer = spare == null ? new byte[PART_BYTES] : spare;
        spare = full;
        filled = 0;
    }

    private void awaitPart() throws IOException {
        Future<?> part = underway;
        if (part == null) {
            return;
        }
        try {
            part.get();
            underway = null;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while writing " + where);
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case IOException refused -> throw refused;
                case RuntimeException problem -> throw problem;
                default -> throw new IOException(where + " cannot be written", failure.getCause());
            }
        }
    }

    @Override
    public void commit() throws IOException {
        if (parts == 0) {
            upload.whole(buffer, filled);
        } else {
            awaitPart();
            upload.last(parts + 1, buffer, filled);
        }
        ended = true;
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        if (parts == 0) {
            return;
        }
        if (underway != null) {
            underway.cancel(true);
        }
        upload.abort();
    }
}
