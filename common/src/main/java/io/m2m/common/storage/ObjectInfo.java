package io.m2m.common.storage;

import java.time.Instant;

/** One stored object: its key relative to the store's root, length in bytes, last modification. */
public record ObjectInfo(String key, long bytes, Instant modified) {}
