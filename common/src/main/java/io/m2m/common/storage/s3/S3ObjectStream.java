package io.m2m.common.storage.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * One object from an offset to its end. When the connection breaks, it goes on at the byte after the last one read, of the
 * same version of the object: one that was replaced meanwhile ends the reading instead of mixing two versions. A connection
 * that breaks for good says nothing about the object: that is a {@link io.m2m.common.model.ProblemException}.
 */
final class S3ObjectStream extends InputStream {
    /** Times a connection may break without a single byte between. */
    private static final int MAX_BREAKS = 5;

    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final S3Bucket bucket;
    private final String key;
    private final String where;
    private final byte[] single = new byte[1];
    private @Nullable ResponseInputStream<GetObjectResponse> body;
    private @Nullable String version;
    private long position;
    private long end;
    private int breaks;

    /** @param where the object for a sentence */
    S3ObjectStream(S3Bucket bucket, String key, String where, long offset) throws IOException {
        this.bucket = bucket;
        this.key = key;
        this.where = where;
        this.position = offset;
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
                }
                int read = body.read(bytes, offset, length);
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
                throw bucket.brokenOff(where, position, breaks, broken);
            }
            bucket.retried();
        }
        return -1;
    }

    private void connect() throws IOException {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket.name()).key(key).ifMatch(version);
        if (position > 0) {
            request.range("bytes=" + position + "-");
        }
        try {
            ResponseInputStream<GetObjectResponse> answer = bucket.client().getObject(request.build());
            body = answer;
            version = answer.response().eTag();
            end = position + answer.response().contentLength();
        } catch (S3Exception refusal) {
            if (refusal.statusCode() != RANGE_NOT_SATISFIABLE) {
                throw bucket.failed(refusal, where);
            }
            // The offset is the end, or lies beyond it: there is nothing to read.
            end = position;
        } catch (SdkException failure) {
            throw bucket.failed(failure, where);
        }
    }

    /** Drops the connection rather than reading the rest of the object to be able to use it again. */
    private void disconnect() {
        if (body != null) {
            body.abort();
            body = null;
        }
    }

    @Override
    public void close() throws IOException {
        if (body != null && position == end) {
            body.close();
            body = null;
        }
        disconnect();
    }
}
