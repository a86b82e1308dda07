package io.m2m.storage.azure;

import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.bucket.Listing.Found;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects below a prefix of a container. */
final class AzureFound implements Found {
    /** What an account with folders of its own marks them by. */
    private static final String FOLDER = "hdi_isfolder";

    private final AzureContainer container;
    private final String where;
    private final Iterator<BlobItem> blobs;

    /** @param where the prefix for a sentence */
    AzureFound(AzureContainer container, String prefix, String where) throws IOException {
        this.container = container;
        this.where = where;
        ListBlobsOptions options =
                new ListBlobsOptions().setPrefix(prefix).setDetails(new BlobListDetails().setRetrieveMetadata(true));
        this.blobs = container.call(
                where, () -> container.client().listBlobs(options, null).iterator());
    }

    static boolean isFolder(@Nullable Map<String, String> metadata) {
        return metadata != null && "true".equals(metadata.get(FOLDER));
    }

    @Override
    public @Nullable ObjectInfo next() throws IOException {
        while (container.call(where, blobs::hasNext)) {
            BlobItem blob = blobs.next();
            if (!isFolder(blob.getMetadata())) {
                return new ObjectInfo(
                        blob.getName(),
                        blob.getProperties().getContentLength(),
                        blob.getProperties().getLastModified().toInstant());
            }
        }
        return null;
    }
}
