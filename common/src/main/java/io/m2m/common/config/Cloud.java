package io.m2m.common.config;

/** Whose object store it is; decides default endpoint, addressing and credentials. */
public enum Cloud {
    /** Amazon S3, MinIO and every other S3-compatible store. */
    AWS,
    GCP,
    AZURE,
    ALI,
    TENCENT
}
