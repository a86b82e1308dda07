package io.m2m.storage.azure;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.Cloud;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.bucket.BucketObjectStore;
import io.m2m.common.storage.bucket.BucketStores;

/** Containers of Azure's storage accounts. */
public final class AzureStores implements BucketStores {
    @Override
    public boolean serve(BucketConfig config) {
        return config.cloud() == Cloud.AZURE;
    }

    @Override
    public ObjectStore open(BucketConfig config, Runnable retried) {
        return BucketObjectStore.of("azure", config, new AzureObjects(new AzureContainer(config, retried)));
    }
}
