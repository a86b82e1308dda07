package io.m2m.common.storage.bucket;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import io.m2m.common.storage.bucket.BucketObjects.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** An {@link ObjectStore} in a folder of a bucket, whichever library speaks to it. */
public final class BucketObjectStore implements ObjectStore {
    private final BucketFolder folder;
    private final BucketObjects objects;
    private final ExecutorService uploads = Executors.newVirtualThreadPerTaskExecutor();

    private BucketObjectStore(BucketFolder folder, BucketObjects objects) {
        this.folder = folder;
        this.objects = objects;
    }

    /**
     * Connects nowhere yet, unless a missing bucket is to be made or to be left.
     *
     * @param scheme of its locations, such as {@code s3}
     * @param objects closed with the store, and when there is none
     * @throws io.m2m.common.model.ProblemException when it cannot be told whether the bucket is there, or be made
     */
    public static ObjectStore of(String scheme, BucketConfig config, BucketObjects objects) {
        BucketObjectStore store =
                new BucketObjectStore(new BucketFolder(scheme + "://" + config.bucket(), config), objects);
        try {
            return switch (config.ifMissing()) {
                case REFUSE, ADVISE -> store;
                case MAKE -> store.made();
                case LEAVE -> objects.exists() ? store : new AbsentBucket(store);
            };
        } catch (IOException failure) {
            store.close();
            throw new UncheckedIOException(failure);
        } catch (RuntimeException failure) {
            store.close();
            throw failure;
        }
    }

    private BucketObjectStore made() throws IOException {
        if (!objects.exists()) {
            objects.make();
        }
        return this;
    }

    @Override
    public String location() {
        return folder.location();
    }

    @Override
    public Optional<ObjectInfo> stat(String key) throws IOException {
        return objects.stat(folder.object(key)).map(folder::own);
    }

    @Override
    public InputStream open(String key, long offset) throws IOException {
        return objects.open(folder.object(key), offset);
    }

    @Override
    public ObjectWriter create(String key) {
        Place object = folder.object(key);
        return new PartedWriter(object.where(), objects.upload(object), uploads);
    }

    @Override
    public void delete(String key) throws IOException {
        objects.delete(folder.object(key));
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) throws IOException {
        return Listing.of(folder, objects.list(folder.prefix(prefix)));
    }

    @Override
    public String importPath(String key) {
        return folder.object(key).key();
    }

    @Override
    public void close() {
        uploads.shutdownNow();
        objects.close();
    }
}
