package io.m2m.storage.gcs;

import com.google.auth.oauth2.GoogleCredentials;
import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.Cloud;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.bucket.BucketObjectStore;
import io.m2m.common.storage.bucket.BucketStores;

/** Google's buckets by the identity of this machine. */
public final class GcsStores implements BucketStores {
    private final Identity.Source source;

    /** By the application default credentials. */
    public GcsStores() {
        this(GoogleCredentials::getApplicationDefault);
    }

    GcsStores(Identity.Source source) {
        this.source = source;
    }

    @Override
    public boolean serve(BucketConfig config) {
        return config.cloud() == Cloud.GCP && config.useIAM();
    }

    @Override
    public ObjectStore open(BucketConfig config, Runnable retried) {
        GcsBucket bucket = new GcsBucket(config, new Identity(source), retried);
        return BucketObjectStore.of("gs", config, new GcsObjects(bucket, retried));
    }
}
