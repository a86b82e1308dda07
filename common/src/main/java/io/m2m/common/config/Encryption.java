package io.m2m.common.config;

import org.jspecify.annotations.Nullable;

/**
 * {@code target.remote.sse}: how a store of the S3 protocol encrypts what is written.
 *
 * @param kmsKeyId absent for the store's own key; only with {@link Way#AWS_KMS}
 */
public record Encryption(Way way, @Nullable String kmsKeyId) {
    /** Whose keys. */
    public enum Way {
        AES256,
        AWS_KMS
    }
}
