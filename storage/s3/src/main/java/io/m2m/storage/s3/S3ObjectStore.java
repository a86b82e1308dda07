package io.m2m.storage.s3;

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
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** An {@link ObjectStore} in a folder of a bucket. */
public final class S3ObjectStore implements ObjectStore {
    private final S3Bucket bucket;
    private final BucketFolder folder;
    private final Runnable retried;
    private final ExecutorService uploads = Executors.newVirtualThreadPerTaskExecutor();

    private S3ObjectStore(S3Bucket bucket, BucketFolder folder, Runnable retried) {
        this.bucket = bucket;
        this.folder = folder;
        this.retried = retried;
    }

    /**
     * Connects nowhere yet, unless the bucket is to be checked.
     *
     * @param retried told of every attempt at a call after its first; cheap, and safe for use by many threads
     * @throws io.m2m.common.model.ProblemException when the bucket is to be checked and cannot be
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
        return new S3ObjectStore(bucket, new BucketFolder("s3://" + config.bucket(), config), retried);
    }

    @Override
    public String location() {
        return folder.location();
    }

    @Override
    public Optional<ObjectInfo> stat(String key) throws IOException {
        String fullKey = folder.fullKey(key);
        try {
            HeadObjectResponse head = bucket.client()
                    .headObject(request -> request.bucket(bucket.name()).key(fullKey));
            return Optional.of(new ObjectInfo(key, head.contentLength(), head.lastModified()));
        } catch (SdkException failure) {
            IOException meaning = bucket.failed(failure, folder.where(key));
            if (!(meaning instanceof NoSuchFileException)) {
                throw meaning;
            }
            bucket.mustExist();
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(String key, long offset) throws IOException {
        String where = folder.where(key);
        return new ResumingStream(
                new S3Bodies(bucket, folder.fullKey(key), where), where, offset, bucket.problems(), retried);
    }

    @Override
    public ObjectWriter create(String key) {
        String where = folder.where(key);
        return new PartedWriter(where, new S3Upload(bucket, folder.fullKey(key), where), uploads);
    }

    @Override
    public void delete(String key) throws IOException {
        String fullKey = folder.fullKey(key);
        try {
            bucket.client()
                    .deleteObject(request -> request.bucket(bucket.name()).key(fullKey));
        } catch (SdkException failure) {
            throw bucket.failed(failure, folder.where(key));
        }
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) throws IOException {
        return Listing.of(folder, new S3Found(bucket, folder.fullPrefix(prefix), folder.where(prefix)));
    }

    @Override
    public String importPath(String key) {
        return folder.fullKey(key);
    }

    @Override
    public void close() {
        uploads.shutdownNow();
        bucket.close();
    }
}
