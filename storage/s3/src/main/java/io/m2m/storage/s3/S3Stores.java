package io.m2m.storage.s3;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.Cloud;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.bucket.BucketStores;

/** Every bucket that is spoken to by the S3 protocol: all but Azure's. */
public final class S3Stores implements BucketStores {
    @Override
    public boolean serve(BucketConfig config) {
        return config.cloud() != Cloud.AZURE;
    }

    @Override
    public ObjectStore open(BucketConfig config, Runnable retried) {
        return S3ObjectStore.of(config, retried);
    }
}
