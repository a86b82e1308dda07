package io.m2m.common.storage.bucket;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.storage.ObjectStore;

/** The buckets that one library speaks to. A module names its own to {@link java.util.ServiceLoader}. */
public interface BucketStores {
    boolean serve(BucketConfig config);

    /**
     * Connects nowhere yet, unless a missing bucket is to be made or to be left.
     *
     * @param retried told of every attempt at a call after its first; cheap, and safe for use by many threads
     * @return an {@link AbsentBucket} for a missing bucket that is to be left
     * @throws io.m2m.common.model.ProblemException when it cannot be told whether the bucket is there, or be made
     */
    ObjectStore open(BucketConfig config, Runnable retried);
}
