package io.m2m.common.storage.bucket;

import io.m2m.common.storage.ObjectInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The calls of one library to one bucket. Implementations are safe for use by many threads, and fail as
 * {@link io.m2m.common.storage.ObjectStore} says.
 */
public interface BucketObjects extends AutoCloseable {
    /**
     * An object, or a prefix.
     *
     * @param key from the bucket's root
     * @param where for a sentence
     */
    record Place(String key, String where) {}

    /**
     * Whether the bucket is there.
     *
     * @throws io.m2m.common.model.ProblemException when nobody answers, or access is refused
     */
    boolean exists() throws IOException;

    /**
     * Makes the bucket, which was not there; one that somebody made meanwhile will do.
     *
     * @throws io.m2m.common.model.ProblemException when it cannot be made, or nobody answers
     */
    void make() throws IOException;

    /** With the key from the bucket's root. */
    Optional<ObjectInfo> stat(Place object) throws IOException;

    InputStream open(Place object, long offset) throws IOException;

    Upload upload(Place object);

    void delete(Place object) throws IOException;

    Listing.Found list(Place prefix) throws IOException;

    /** For a library whose client holds something. */
    @Override
    default void close() {}
}
