package io.m2m.common.config;

import java.nio.file.Path;

/** {@code target.local} or {@code target.remote}: where the NumPy files lie for the target to import. */
public sealed interface StagingConfig {
    /** {@code local}: a folder that the target's server can read under the same path. */
    record Local(Path outputDir) implements StagingConfig {}

    /** {@code remote}: the bucket the target itself uses; the bucket's folder is {@code outputDir}. */
    record Remote(BucketConfig bucket) implements StagingConfig {}

    /** The same for who only looks: a missing bucket is not made, and reads as an empty one if others would make it. */
    default StagingConfig looking() {
        return switch (this) {
            case Local folder -> folder;
            case Remote remote -> new Remote(remote.bucket().looking());
        };
    }
}
