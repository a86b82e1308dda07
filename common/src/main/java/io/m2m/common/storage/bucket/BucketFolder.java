package io.m2m.common.storage.bucket;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.storage.ObjectInfo;
import java.util.Arrays;

/**
 * A folder of a bucket. Keys that would leave it are refused: a bucket would store {@code ../x} under just that name, and what
 * was meant is elsewhere.
 */
final class BucketFolder {
    private final String location;
    /** Empty, or ends in a slash. */
    private final String root;

    /** @param bucketUrl for people, without a slash at its end */
    BucketFolder(String bucketUrl, BucketConfig config) {
        this.location = config.folder().isEmpty() ? bucketUrl : bucketUrl + "/" + config.folder();
        this.root = config.folder().isEmpty() ? "" : config.folder() + "/";
    }

    String location() {
        return location;
    }

    BucketObjects.Place object(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("an object in " + location + " needs a key");
        }
        return prefix(key);
    }

    BucketObjects.Place prefix(String prefix) {
        boolean leaves =
                prefix.startsWith("/") || Arrays.asList(prefix.split("/", -1)).contains("..");
        if (leaves) {
            throw new IllegalArgumentException("key " + prefix + " leaves " + location);
        }
        return new BucketObjects.Place(root + prefix, location + "/" + prefix);
    }

    /** The same object as seen from this folder. */
    ObjectInfo own(ObjectInfo object) {
        return new ObjectInfo(object.key().substring(root.length()), object.bytes(), object.modified());
    }
}
