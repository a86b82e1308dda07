package io.m2m.storage.azure;

import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.bucket.BucketObjects;
import io.m2m.common.storage.bucket.Listing.Found;
import io.m2m.common.storage.bucket.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Blobs of a container. */
final class AzureObjects implements BucketObjects {
    private final AzureContainer container;

    AzureObjects(AzureContainer container) {
        this.container = container;
    }

    @Override
    public boolean exists() throws IOException {
        return container.exists();
    }

    @Override
    public void make() throws IOException {
        container.make();
    }

    @Override
    public Optional<ObjectInfo> stat(Place object) throws IOException {
        BlockBlobClient blob = container.blob(object.key());
        try {
            BlobProperties properties = container.call(object.where(), blob::getProperties);
            return AzureFound.isFolder(properties.getMetadata())
                    ? Optional.empty()
                    : Optional.of(new ObjectInfo(
                            object.key(),
                            properties.getBlobSize(),
                            properties.getLastModified().toInstant()));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(Place object, long offset) throws IOException {
        return new AzureObjectStream(container, object.key(), object.where(), offset);
    }

    @Override
    public Upload upload(Place object) {
        return new AzureUpload(container, object.key(), object.where());
    }

    @Override
    public void delete(Place object) throws IOException {
        BlockBlobClient blob = container.blob(object.key());
        container.call(object.where(), blob::deleteIfExists);
    }

    @Override
    public Found list(Place prefix) throws IOException {
        return new AzureFound(container, prefix.key(), prefix.where());
    }
}
