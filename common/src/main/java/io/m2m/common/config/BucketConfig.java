package io.m2m.common.config;

import org.jspecify.annotations.Nullable;

/**
 * {@code source.remote.*} and {@code target.remote.*}: a folder in a bucket.
 *
 * @param section the keys' common beginning, {@code source.remote} or {@code target.remote}, to name them in a problem
 * @param folder {@code tablesDir} or {@code outputDir} without slashes around it; empty for the bucket itself
 * @param endpoint {@code host:port} or URL; absent for the cloud's own
 * @param region absent for the cloud's default
 * @param ak access key id, or the storage account of Azure, where it is never absent; absent with {@code useIAM}
 * @param sk secret access key, or the account's key; absent with {@code useIAM} and {@code sas}
 * @param sas a shared access signature of Azure in the place of the account's key
 * @param useIAM credentials come from the machine's role or environment instead of {@code ak} and {@code sk}
 * @param useSSL https for an endpoint that names no scheme
 * @param ifMissing what becomes of a bucket that is not there
 * @param useVirtualHost whether the bucket stands in the host's name instead of the path; absent where the endpoint tells
 * @param encryption what the store is asked to do with what is written; absent for what the bucket says
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
        @Nullable Secret sas,
        boolean useIAM,
        boolean useSSL,
        IfMissing ifMissing,
        @Nullable Boolean useVirtualHost,
        @Nullable Encryption encryption) {
    public BucketConfig {
        folder = folder.replaceAll("^/+|/+$", "").replaceAll("/{2,}", "/");
        if (!useIAM && (ak == null || (sk == null && sas == null))) {
            throw new IllegalArgumentException(section + " needs ak and sk, or useIAM");
        }
        if (cloud == Cloud.AZURE && ak == null) {
            throw new IllegalArgumentException(section + " needs ak, the storage account");
        }
    }

    /** What becomes of a bucket that is not there. */
    public enum IfMissing {
        /** It is refused: the source's, which nobody changes. */
        REFUSE,
        /** It is refused, with the word that {@code checkBucket: true} has it made. */
        ADVISE,
        /** It is made at once. */
        MAKE,
        /** It reads as an empty one: for who looks before others make it. */
        LEAVE
    }

    /** The whole bucket, with the same access. */
    public BucketConfig root() {
        return in("", ifMissing);
    }

    /** The same for who only looks: a bucket that others would make is left missing. */
    public BucketConfig looking() {
        return in(folder, ifMissing == IfMissing.MAKE ? IfMissing.LEAVE : ifMissing);
    }

    private BucketConfig in(String folder, IfMissing ifMissing) {
        return new BucketConfig(
                section,
                cloud,
                endpoint,
                region,
                bucket,
                folder,
                ak,
                sk,
                sas,
                useIAM,
                useSSL,
                ifMissing,
                useVirtualHost,
                encryption);
    }
}
