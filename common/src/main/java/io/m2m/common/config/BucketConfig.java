package io.m2m.common.config;

import org.jspecify.annotations.Nullable;

/**
 * {@code source.remote.*} and {@code target.remote.*}: a folder in a bucket.
 *
 * @param section the keys' common beginning, {@code source.remote} or {@code target.remote}, to name them in a problem
 * @param folder {@code tablesDir} or {@code outputDir} without slashes around it; empty for the bucket itself
 * @param endpoint {@code host:port} or URL; absent for the cloud's own
 * @param region absent for the cloud's default
 * @param ak access key id; absent with {@code useIAM}
 * @param sk secret access key; absent with {@code useIAM}
 * @param useIAM credentials come from the machine's role or environment instead of {@code ak} and {@code sk}
 * @param useSSL https for an endpoint that names no scheme
 * @param checkBucket make a bucket that is missing
 */
public record BucketConfig(
        String section,
        Cloud cloud,
        @Nullable String endpoint,
        @Nullable String region,
        String bucket,
        String folder,
        @Nullable Secret ak,
        @Nullable Secret sk,
        boolean useIAM,
        boolean useSSL,
        boolean checkBucket) {
    public BucketConfig {
        folder = folder.replaceAll("^/+|/+$", "").replaceAll("/{2,}", "/");
        if (!useIAM && (ak == null || sk == null)) {
            throw new IllegalArgumentException(section + " needs ak and sk, or useIAM");
        }
    }

    /** The whole bucket, with the same access. */
    public BucketConfig root() {
        return new BucketConfig(section, cloud, endpoint, region, bucket, "", ak, sk, useIAM, useSSL, checkBucket);
    }
}
