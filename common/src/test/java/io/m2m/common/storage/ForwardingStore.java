package io.m2m.common.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** A store that does what another does, for tests in which some of it goes otherwise. */
public abstract class ForwardingStore implements ObjectStore {
    private final ObjectStore store;

    protected ForwardingStore(ObjectStore store) {
        this.store = store;
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
    public ObjectWriter create(String key) throws IOException {
        return store.create(key);
    }

    @Override
    public void delete(String key) throws IOException {
        store.delete(key);
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
