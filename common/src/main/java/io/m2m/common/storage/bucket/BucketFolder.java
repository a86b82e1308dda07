package io.m2m.common.storage.bucket;

import io.m2m.common.config.BucketConfig;
import java.util.Arrays;

/**
 * A folder of a bucket. Keys that would leave it are refused: a bucket would store {@code ../x} under just that name, and what
 * was meant is elsewhere.
 */
public final class BucketFolder {
    private final String location;
    /** Empty, or ends in a slash. */
    private final String root;

    /** @param bucketUrl for people, without a slash at its end */
    public BucketFolder(String bucketUrl, BucketConfig config) {
        this.location = config.folder().isEmpty() ? bucketUrl : bucketUrl + "/" + config.folder();
        this.root = config.folder().isEmpty() ? "" : config.folder() + "/";
    }

    public String location() {
        return location;
    }

    /** An object, for a sentence. */
    public String where(String key) {
        return location + "/" + key;
    }

    /** The key from the bucket's root. */
    public String fullKey(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("an object in " + location + " needs a key");
        }
        return fullPrefix(key);
    }

    public String fullPrefix(String prefix) {
        boolean leaves =
                prefix.startsWith("/") || Arrays.asList(prefix.split("/", -1)).contains("..");
        if (leaves) {
            throw new IllegalArgumentException("key " + prefix + " leaves " + location);
        }
        return root + prefix;
    }

    /** The key in this folder of an object that was listed below it. */
    public String key(String fullKey) {
        return fullKey.substring(root.length());
    }
}
