package io.m2m.storage.gcs;

import com.google.api.services.storage.model.StorageObject;
import io.m2m.common.config.BucketConfig;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import io.m2m.common.storage.bucket.BucketFolder;
import io.m2m.common.storage.bucket.Listing;
import io.m2m.common.storage.bucket.PartedWriter;
import io.m2m.common.storage.bucket.ResumingStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** An {@link ObjectStore} in a folder of a bucket. */
final class GcsObjectStore implements ObjectStore {
    private final GcsBucket bucket;
    private final BucketFolder folder;
    private final Runnable retried;
    private final ExecutorService uploads = Executors.newVirtualThreadPerTaskExecutor();

    private GcsObjectStore(GcsBucket bucket, BucketFolder folder, Runnable retried) {
        this.bucket = bucket;
        this.folder = folder;
        this.retried = retried;
    }

    static GcsObjectStore of(BucketConfig config, Identity identity, Runnable retried) {
        GcsBucket bucket = new GcsBucket(config, identity, retried);
        if (config.checkBucket()) {
            try {
                bucket.ensure();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return new GcsObjectStore(bucket, new BucketFolder("gs://" + config.bucket(), config), retried);
    }

    @Override
    public String location() {
        return folder.location();
    }

    @Override
    public Optional<ObjectInfo> stat(String key) throws IOException {
        String fullKey = folder.fullKey(key);
        try {
            StorageObject object = bucket.call(
                    folder.where(key),
                    () -> bucket.client().objects().get(bucket.name(), fullKey).execute());
            return Optional.of(new ObjectInfo(key, object.getSize().longValueExact(), GcsFound.modified(object)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(String key, long offset) throws IOException {
        String where = folder.where(key);
        return new ResumingStream(
                new GcsBodies(bucket, folder.fullKey(key), where), where, offset, bucket.problems(), retried);
    }

    @Override
    public ObjectWriter create(String key) {
        String where = folder.where(key);
        return new PartedWriter(where, new GcsUpload(bucket, folder.fullKey(key), where), uploads);
    }

    @Override
    public void delete(String key) throws IOException {
        String fullKey = folder.fullKey(key);
        try {
            bucket.call(
                    folder.where(key),
                    () -> bucket.client()
                            .objects()
                            .delete(bucket.name(), fullKey)
                            .execute());
        } catch (NoSuchFileException gone) {
            // What was wanted.
        }
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) throws IOException {
        return Listing.of(folder, new GcsFound(bucket, folder.fullPrefix(prefix), folder.where(prefix)));
    }

    @Override
    public String importPath(String key) {
        return folder.fullKey(key);
    }

    @Override
    public void close() {
        uploads.shutdownNow();
    }
}
