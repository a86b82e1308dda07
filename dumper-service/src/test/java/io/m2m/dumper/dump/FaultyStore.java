package io.m2m.dumper.dump;

import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** A store in which something happens whenever a certain object is opened. */
final class FaultyStore implements ObjectStore {
    private final ObjectStore store;
    private final String suffix;
    private final Fault fault;

    interface Fault {
        void happen() throws IOException;
    }

    /** @param suffix end of the keys that are struck */
    FaultyStore(ObjectStore store, String suffix, Fault fault) {
        this.store = store;
        this.suffix = suffix;
        this.fault = fault;
    }

    @Override
    public InputStream open(String key, long offset) throws IOException {
        if (key.endsWith(suffix)) {
            fault.happen();
        }
        return store.open(key, offset);
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
