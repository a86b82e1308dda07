package io.m2m.coordinator.cleaning;

import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** A store that takes so many deletes and writes and then no more. */
final class CutShort implements ObjectStore {
    private final ObjectStore store;
    private int left;

    CutShort(ObjectStore store, int steps) {
        this.store = store;
        this.left = steps;
    }

    private void step() throws IOException {
        if (left-- == 0) {
            throw new IOException("cut short");
        }
    }

    @Override
    public void delete(String key) throws IOException {
        step();
        store.delete(key);
    }

    @Override
    public ObjectWriter create(String key) throws IOException {
        step();
        return store.create(key);
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public Optional<ObjectInfo> stat(String key) throws IOException {
        return store.stat(key);
    }

    @Override
    public InputStream open(String key, long offset) throws IOException {
        return store.open(key, offset);
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) throws IOException {
        return store.list(prefix);
    }

    @Override
    public String importPath(String key) {
        return store.importPath(key);
    }

    @Override
    public void close() {
        store.close();
    }
}
