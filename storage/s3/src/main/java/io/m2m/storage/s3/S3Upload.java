package io.m2m.storage.s3;

import io.m2m.common.storage.bucket.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** One object by a PUT, or by a multipart upload. */
final class S3Upload implements Upload {
    private static final String TYPE = "application/octet-stream";

    private final S3Bucket bucket;
    private final String key;
    private final String where;
    private final List<CompletedPart> parts = new ArrayList<>();
    private @Nullable String id;

    /** @param where the object for a sentence */
    S3Upload(S3Bucket bucket, String key, String where) {
        this.bucket = bucket;
        this.key = key;
        this.where = where;
    }

    @Override
    public void whole(byte[] bytes, int length) throws IOException {
        try {
            bucket.client()
                    .putObject(
                            request -> request.bucket(bucket.name())
                                    .key(key)
                                    .contentType(TYPE)
                                    .serverSideEncryption(bucket.encryption())
                                    .ssekmsKeyId(bucket.kmsKeyId()),
                            body(bytes, length));
        } catch (SdkException failure) {
            throw bucket.failed(failure, where);
        }
    }

    @Override
    public void begin() throws IOException {
        try {
            id = bucket.client()
                    .createMultipartUpload(request -> request.bucket(bucket.name())
                            .key(key)
                            .contentType(TYPE)
                            .serverSideEncryption(bucket.encryption())
                            .ssekmsKeyId(bucket.kmsKeyId()))
                    .uploadId();
        } catch (SdkException failure) {
            throw bucket.failed(failure, where);
        }
    }

    @Override
    public void part(int number, byte[] bytes) throws IOException {
        send(number, bytes, bytes.length);
    }

    @Override
    public void last(int number, byte[] bytes, int length) throws IOException {
        send(number, bytes, length);
        try {
            bucket.client()
                    .completeMultipartUpload(request -> request.bucket(bucket.name())
                            .key(key)
                            .uploadId(id)
                            .multipartUpload(upload -> upload.parts(parts)));
        } catch (SdkException failure) {
            throw bucket.failed(failure, where);
        }
    }

    private void send(int number, byte[] bytes, int length) throws IOException {
        try {
            String tag = bucket.client()
                    .uploadPart(
                            request -> request.bucket(bucket.name())
                                    .key(key)
                                    .uploadId(id)
                                    .partNumber(number),
                            body(bytes, length))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        } catch (SdkException failure) {
            throw bucket.failed(failure, where);
        }
    }

    /** Can be read again for another attempt, without a copy of the bytes. */
    private static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes, 0, length), length, TYPE);
    }

    @Override
    public void abort() throws IOException {
        try {
            bucket.client()
                    .abortMultipartUpload(
                            request -> request.bucket(bucket.name()).key(key).uploadId(id));
        } catch (SdkException failure) {
            throw bucket.failed(failure, where);
        }
    }
}
