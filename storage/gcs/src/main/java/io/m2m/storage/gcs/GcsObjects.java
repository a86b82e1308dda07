package io.m2m.storage.gcs;

import com.google.api.services.storage.model.StorageObject;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.bucket.BucketObjects;
import io.m2m.common.storage.bucket.Listing.Found;
import io.m2m.common.storage.bucket.ResumingStream;
import io.m2m.common.storage.bucket.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Objects of a bucket of Google's. */
final class GcsObjects implements BucketObjects {
    private final GcsBucket bucket;
    private final Runnable retried;

    GcsObjects(GcsBucket bucket, Runnable retried) {
        this.bucket = bucket;
        this.retried = retried;
    }

    @Override
    public boolean exists() throws IOException {
        return bucket.exists();
    }

    @Override
    public void make() throws IOException {
        bucket.make();
    }

    @Override
    public Optional<ObjectInfo> stat(Place object) throws IOException {
        try {
            StorageObject found = bucket.call(
                    object.where(),
                    () -> bucket.client()
                            .objects()
                            .get(bucket.name(), object.key())
                            .execute());
            return Optional.of(GcsFound.info(found));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(Place object, long offset) throws IOException {
        return new ResumingStream(
                new GcsBodies(bucket, object.key(), object.where()),
                object.where(),
                offset,
                bucket.problems(),
                retried);
    }

    @Override
    public Upload upload(Place object) {
        return new GcsUpload(bucket, object.key(), object.where());
    }

    @Override
    public void delete(Place object) throws IOException {
        try {
            bucket.call(
                    object.where(),
                    () -> bucket.client()
                            .objects()
                            .delete(bucket.name(), object.key())
                            .execute());
        } catch (NoSuchFileException gone) {
            // What was wanted.
        }
    }

    @Override
    public Found list(Place prefix) {
        return new GcsFound(bucket, prefix.key(), prefix.where());
    }
}
