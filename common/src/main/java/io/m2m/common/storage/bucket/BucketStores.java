package io.m2m.common.storage.bucket;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.storage.ObjectStore;

/** The buckets that one library speaks to. A module names its own to {@link java.util.ServiceLoader}. */
public interface BucketStores {
    boolean serve(BucketConfig config);

    /**
     * Connects nowhere yet, unless the bucket is to be checked.
     *
     * @param retried told of every attempt at a call after its first; cheap, and safe for use by many threads
     * @throws io.m2m.common.model.ProblemException when the bucket is to be checked and cannot be
     */
    ObjectStore open(BucketConfig config, Runnable retried);
}
