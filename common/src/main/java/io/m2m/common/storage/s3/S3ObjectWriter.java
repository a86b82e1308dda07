package io.m2m.common.storage.s3;

import io.m2m.common.storage.ObjectWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes one object: a small one in one piece on commit, a larger one as a multipart upload, one part on its way while the
 * next is filled. Memory is what was written so far, at most two parts.
 */
final class S3ObjectWriter extends ObjectWriter {
    /** At most 10,000 parts make an object: room for 80 GiB, five times the largest file to import. */
    static final int PART_BYTES = 8 << 20;

    private static final int FIRST_BUFFER_BYTES = 64 << 10;
    private static final String TYPE = "application/octet-stream";

    private final S3Bucket bucket;
    private final String key;
    private final String where;
    private final ExecutorService uploads;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private byte @Nullable [] spare;
    private int filled;
    private @Nullable String uploadId;
    private @Nullable Future<CompletedPart> underway;
    private boolean ended;

    /**
     * @param where the object for a sentence
     * @param uploads runs the upload of a part beside the writing
     */
    S3ObjectWriter(S3Bucket bucket, String key, String where, ExecutorService uploads) {
        this.bucket = bucket;
        this.key = key;
        this.where = where;
        this.uploads = uploads;
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

    @Override
    public void commit() throws IOException {
        if (uploadId == null) {
            putWhole();
        } else {
            if (filled > 0) {
                sendPart();
            }
            awaitPart();
            complete();
        }
        ended = true;
    }

    /** The buffer goes on its way; the one before it has arrived by then and is filled next. */
    private void sendPart() throws IOException {
        String upload = upload();
        awaitPart();
        byte[] full = buffer;
        int length = filled;
        int number = parts.size() + 1;
        underway = uploads.submit(() -> send(upload, number, full, length));
        buffer = spare == null ? new byte[PART_BYTES] : spare;
        spare = full;
        filled = 0;
    }

    private String upload() throws IOException {
        if (uploadId == null) {
            try {
                uploadId = bucket.client()
                        .createMultipartUpload(request ->
                                request.bucket(bucket.name()).key(key).contentType(TYPE))
                        .uploadId();
            } catch (SdkException failure) {
                throw bucket.failed(failure, where);
            }
        }
        return uploadId;
    }

    private CompletedPart send(String upload, int number, byte[] bytes, int length) {
        String tag = bucket.client()
                .uploadPart(
                        request -> request.bucket(bucket.name())
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number),
                        body(bytes, length))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    private void awaitPart() throws IOException {
        Future<CompletedPart> part = underway;
        if (part == null) {
            return;
        }
        try {
            parts.add(part.get());
            underway = null;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while writing " + where);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof SdkException refused
                    ? bucket.failed(refused, where)
                    : new IOException(where + " cannot be written", failure.getCause());
        }
    }

    private void putWhole() throws IOException {
        try {
            bucket.client()
                    .putObject(
                            request -> request.bucket(bucket.name()).key(key).contentType(TYPE), body(buffer, filled));
        } catch (SdkException failure) {
            throw bucket.failed(failure, where);
        }
    }

    private void complete() throws IOException {
        try {
            bucket.client()
                    .completeMultipartUpload(request -> request.bucket(bucket.name())
                            .key(key)
                            .uploadId(uploadId)
                            .multipartUpload(upload -> upload.parts(parts)));
        } catch (SdkException failure) {
            throw bucket.failed(failure, where);
        }
    }

    /** Can be read again for another attempt, without a copy of the bytes. */
    private static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes, 0, length), length, TYPE);
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        if (uploadId == null) {
            return;
        }
        if (underway != null) {
            underway.cancel(true);
        }
        try {
            bucket.client()
                    .abortMultipartUpload(
                            request -> request.bucket(bucket.name()).key(key).uploadId(uploadId));
        } catch (SdkException failure) {
            throw bucket.failed(failure, where);
        }
    }
}
