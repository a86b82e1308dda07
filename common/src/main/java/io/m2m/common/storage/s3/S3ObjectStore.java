package io.m2m.common.storage.s3;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** An {@link ObjectStore} in a folder of a bucket. Keys that would leave the folder are refused. */
public final class S3ObjectStore implements ObjectStore {
    private final S3Bucket bucket;
    private final String root;
    private final ExecutorService uploads = Executors.newVirtualThreadPerTaskExecutor();

    private S3ObjectStore(S3Bucket bucket, String root) {
        this.bucket = bucket;
        this.root = root;
    }

    /**
     * Connects nowhere yet, unless the bucket is to be checked.
     *
     * @throws io.m2m.common.model.ProblemException when the bucket is to be checked and cannot be
     */
    public static S3ObjectStore of(BucketConfig config) {
        return of(config, () -> {});
    }

    /**
     * The same, for who wants to know how the store answers.
     *
     * @param retried told of every attempt at a call after its first; cheap, and safe for use by many threads
     */
    public static S3ObjectStore of(BucketConfig config, Runnable retried) {
        S3Bucket bucket = new S3Bucket(config, retried);
        if (config.checkBucket()) {
            try {
                bucket.ensure();
            } catch (RuntimeException failure) {
                bucket.close();
                throw failure;
            }
        }
        return new S3ObjectStore(bucket, config.folder().isEmpty() ? "" : config.folder() + "/");
    }

    @Override
    public String location() {
        return "s3://" + bucket.name() + (root.isEmpty() ? "" : "/" + root.substring(0, root.length() - 1));
    }

    @Override
    public Optional<ObjectInfo> stat(String key) throws IOException {
        String fullKey = importPath(key);
        try {
            HeadObjectResponse head = bucket.client()
                    .headObject(request -> request.bucket(bucket.name()).key(fullKey));
            return Optional.of(new ObjectInfo(key, head.contentLength(), head.lastModified()));
        } catch (SdkException failure) {
            IOException meaning = failed(failure, key);
            if (!(meaning instanceof NoSuchFileException)) {
                throw meaning;
            }
            bucket.mustExist();
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(String key, long offset) throws IOException {
        return new S3ObjectStream(bucket, importPath(key), location() + "/" + key, offset);
    }

    @Override
    public ObjectWriter create(String key) {
        return new S3ObjectWriter(bucket, importPath(key), location() + "/" + key, uploads);
    }

    @Override
    public void delete(String key) throws IOException {
        String fullKey = importPath(key);
        try {
            bucket.client()
                    .deleteObject(request -> request.bucket(bucket.name()).key(fullKey));
        } catch (SdkException failure) {
            throw failed(failure, key);
        }
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) throws IOException {
        S3Listing listing = new S3Listing(bucket, root, checked(prefix), location() + "/" + prefix);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(listing, Spliterator.NONNULL | Spliterator.DISTINCT), false);
    }

    @Override
    public String importPath(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("an object in " + location() + " needs a key");
        }
        return root + checked(key);
    }

    @Override
    public void close() {
        uploads.shutdownNow();
        bucket.close();
    }

    private IOException failed(SdkException failure, String key) {
        return bucket.failed(failure, location() + "/" + key);
    }

    /** A bucket would store {@code ../x} under just that name; what was meant is elsewhere. */
    private String checked(String key) {
        boolean leaves =
                key.startsWith("/") || Arrays.asList(key.split("/", -1)).contains("..");
        if (leaves) {
            throw new IllegalArgumentException("key " + key + " leaves " + location());
        }
        return key;
    }
}
