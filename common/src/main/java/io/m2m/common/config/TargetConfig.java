package io.m2m.common.config;

/**
 * {@code target.*}.
 *
 * @param clean remove this migration's objects from staging after VERIFIED
 */
public record TargetConfig(StagingConfig staging, Milvus2xConfig milvus2x, boolean clean) {}
