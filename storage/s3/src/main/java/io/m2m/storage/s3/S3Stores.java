package io.m2m.storage.s3;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.bucket.BucketObjectStore;
import io.m2m.common.storage.bucket.BucketStores;

/** Every bucket that is spoken to by the S3 protocol: all but Azure's, and Google's with an HMAC key. */
public final class S3Stores implements BucketStores {
    @Override
    public boolean serve(BucketConfig config) {
        return switch (config.cloud()) {
            case AWS, ALI, TENCENT -> true;
            case GCP -> !config.useIAM();
            case AZURE -> false;
        };
    }

    @Override
    public ObjectStore open(BucketConfig config, Runnable retried) {
        return BucketObjectStore.of("s3", config, new S3Objects(new S3Bucket(config, retried), retried));
    }
}
