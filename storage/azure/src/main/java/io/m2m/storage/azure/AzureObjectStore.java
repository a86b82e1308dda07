package io.m2m.storage.azure;

import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.m2m.common.config.BucketConfig;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import io.m2m.common.storage.bucket.BucketFolder;
import io.m2m.common.storage.bucket.Listing;
import io.m2m.common.storage.bucket.PartedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** An {@link ObjectStore} in a folder of a container. */
final class AzureObjectStore implements ObjectStore {
    private final AzureContainer container;
    private final BucketFolder folder;
    private final ExecutorService uploads = Executors.newVirtualThreadPerTaskExecutor();

    private AzureObjectStore(AzureContainer container, BucketFolder folder) {
        this.container = container;
        this.folder = folder;
    }

    /**
     * Connects nowhere yet, unless the container is to be checked.
     *
     * @param retried told of every attempt at a call after its first; cheap, and safe for use by many threads
     * @throws io.m2m.common.model.ProblemException when the container is to be checked and cannot be
     */
    static AzureObjectStore of(BucketConfig config, Runnable retried) {
        AzureContainer container = new AzureContainer(config, retried);
        if (config.checkBucket()) {
            try {
                container.ensure();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return new AzureObjectStore(container, new BucketFolder("azure://" + config.bucket(), config));
    }

    @Override
    public String location() {
        return folder.location();
    }

    @Override
    public Optional<ObjectInfo> stat(String key) throws IOException {
        BlockBlobClient blob = container.blob(folder.fullKey(key));
        try {
            BlobProperties properties = container.call(folder.where(key), blob::getProperties);
            return AzureFound.isFolder(properties.getMetadata())
                    ? Optional.empty()
                    : Optional.of(new ObjectInfo(
                            key,
                            properties.getBlobSize(),
                            properties.getLastModified().toInstant()));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(String key, long offset) throws IOException {
        return new AzureObjectStream(container, folder.fullKey(key), folder.where(key), offset);
    }

    @Override
    public ObjectWriter create(String key) {
        String where = folder.where(key);
        return new PartedWriter(where, new AzureUpload(container, folder.fullKey(key), where), uploads);
    }

    @Override
    public void delete(String key) throws IOException {
        BlockBlobClient blob = container.blob(folder.fullKey(key));
        container.call(folder.where(key), blob::deleteIfExists);
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) throws IOException {
        return Listing.of(folder, new AzureFound(container, folder.fullPrefix(prefix), folder.where(prefix)));
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
