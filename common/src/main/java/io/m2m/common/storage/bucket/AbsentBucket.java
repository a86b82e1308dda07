package io.m2m.common.storage.bucket;

import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;

/** A bucket that is not there yet, for who looks before it is made: nothing is in it, and what is written to it is refused. */
public final class AbsentBucket implements ObjectStore {
    /** Whose calls the library would refuse. */
    private final BucketObjectStore bucket;

    AbsentBucket(BucketObjectStore bucket) {
        this.bucket = bucket;
    }

    @Override
    public String location() {
        return bucket.location();
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        return Optional.empty();
    }

    @Override
    public InputStream open(String key, long offset) throws IOException {
        throw new NoSuchFileException(location() + "/" + key);
    }

    @Override
    public ObjectWriter create(String key) {
        return bucket.create(key);
    }

    @Override
    public void delete(String key) {
        // What is asked for: it is not there.
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) {
        return Stream.empty();
    }

    @Override
    public String importPath(String key) {
        return bucket.importPath(key);
    }

    @Override
    public void close() {
        bucket.close();
    }
}
