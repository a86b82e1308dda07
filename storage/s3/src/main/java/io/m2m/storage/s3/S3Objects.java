package io.m2m.storage.s3;

import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.bucket.BucketObjects;
import io.m2m.common.storage.bucket.Listing.Found;
import io.m2m.common.storage.bucket.ResumingStream;
import io.m2m.common.storage.bucket.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Objects of a bucket that speaks S3. */
final class S3Objects implements BucketObjects {
    private final S3Bucket bucket;
    private final Runnable retried;

    S3Objects(S3Bucket bucket, Runnable retried) {
        this.bucket = bucket;
        this.retried = retried;
    }

    @Override
    public boolean exists() {
        return bucket.exists();
    }

    @Override
    public void make() {
        bucket.make();
    }

    @Override
    public Optional<ObjectInfo> stat(Place object) throws IOException {
        try {
            HeadObjectResponse head = bucket.client()
                    .headObject(request -> request.bucket(bucket.name()).key(object.key()));
            return Optional.of(new ObjectInfo(object.key(), head.contentLength(), head.lastModified()));
        } catch (SdkException failure) {
            IOException meaning = bucket.failed(failure, object.where());
            if (!(meaning instanceof NoSuchFileException)) {
                throw meaning;
            }
            bucket.mustExist();
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(Place object, long offset) throws IOException {
        return new ResumingStream(
                new S3Bodies(bucket, object.key(), object.where()), object.where(), offset, bucket.problems(), retried);
    }

    @Override
    public Upload upload(Place object) {
        return new S3Upload(bucket, object.key(), object.where());
    }

    @Override
    public void delete(Place object) throws IOException {
        try {
            bucket.client()
                    .deleteObject(request -> request.bucket(bucket.name()).key(object.key()));
        } catch (SdkException failure) {
            throw bucket.failed(failure, object.where());
        }
    }

    @Override
    public Found list(Place prefix) throws IOException {
        return new S3Found(bucket, prefix.key(), prefix.where());
    }

    @Override
    public void close() {
        bucket.close();
    }
}
