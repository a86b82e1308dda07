package io.m2m.common.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of the local file system or a prefix of a bucket. Keys are relative to it, with {@code /} between parts and
 * without a leading one.
 *
 * <p>Failures are {@link IOException}s for this one object (missing, refused, broken off) and
 * {@link io.m2m.common.model.ProblemException} of kind UNREACHABLE when the store as a whole does not answer or refuses the
 * credentials. Implementations are safe for use by many threads. Every one passes {@code ObjectStoreContract}.
 */
public interface ObjectStore extends AutoCloseable {
    /** Where this is, for people: a path or a URL, never a secret. */
    String location();

    Optional<ObjectInfo> stat(String key) throws IOException;

    /**
     * Opens an object for reading from a byte offset to its end.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    InputStream open(String key, long offset) throws IOException;

    /** Starts writing an object that becomes visible, whole, on {@link ObjectWriter#commit()} and replaces an older one. */
    ObjectWriter create(String key) throws IOException;

    /** Deletes an object; one that is not there is no error. */
    void delete(String key) throws IOException;

    /** Objects whose key starts with the prefix, in no particular order; close the stream. */
    Stream<ObjectInfo> list(String prefix) throws IOException;

    /**
     * How the target's bulkInsert names the object: an absolute path for a local folder, the key from the bucket's root
     * without a leading slash for a bucket.
     */
    String importPath(String key);

    @Override
    void close();
}
