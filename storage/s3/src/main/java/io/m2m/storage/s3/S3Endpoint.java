package io.m2m.storage.s3;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.Cloud;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a bucket is spoken to.
 *
 * @param url absent for Amazon's own, which follows from the region
 * @param pathStyle whether the bucket stands in the path; else it stands in the host's name
 */
record S3Endpoint(@Nullable URI url, String region, boolean pathStyle) {
    /** Any region will do for stores that have none, and this is the one they expect. */
    private static final String DEFAULT_REGION = "us-east-1";

    /** Stores that refuse a bucket in the path, or are about to. */
    private static final List<String> BUCKET_IN_HOST = List.of(".amazonaws.com", ".aliyuncs.com", ".myqcloud.com");

    static S3Endpoint of(BucketConfig config) {
        String region = config.region() == null ? DEFAULT_REGION : config.region();
        String address = config.endpoint() == null ? ownAddress(config.cloud(), region) : config.endpoint();
        if (address == null) {
            return new S3Endpoint(null, region, Boolean.FALSE.equals(config.useVirtualHost()));
        }
        boolean https = config.useSSL() || config.endpoint() == null;
        URI url = URI.create(address.contains("://") ? address : (https ? "https://" : "http://") + address);
        boolean inHost = config.useVirtualHost() == null
                ? BUCKET_IN_HOST.stream().anyMatch(url.getAuthority()::contains)
                : config.useVirtualHost();
        return new S3Endpoint(url, region, !inHost);
    }

    private static @Nullable String ownAddress(Cloud cloud, String region) {
        return switch (cloud) {
            case GCP -> "storage.googleapis.com";
            case ALI -> "oss-" + region + ".aliyuncs.com";
            case TENCENT -> "cos." + region + ".myqcloud.com";
            case AWS, AZURE -> null;
        };
    }

    /** For a sentence. */
    String shown() {
        return url == null ? "Amazon S3 in " + region : url.toString();
    }
}
