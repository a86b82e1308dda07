package io.m2m.dumper.milvus1;

import io.m2m.common.storage.ObjectStore;

/**
 * One file of a segment.
 *
 * @param root the data root it lies in
 * @param key its key there
 * @param bytes its length, nothing beyond is read
 */
public record SegmentFile(ObjectStore root, String key, long bytes) {}
