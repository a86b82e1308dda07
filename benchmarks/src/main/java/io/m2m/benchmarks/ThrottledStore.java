package io.m2m.benchmarks;

import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A store that takes so many bytes a second and no more, from all its writers together. What was not used is not saved up. */
final class ThrottledStore implements ObjectStore {
    private final ObjectStore store;
    private final double nanosPerByte;
    private long free = System.nanoTime();

    ThrottledStore(ObjectStore store, long bytesPerSecond) {
        this.store = store;
        this.nanosPerByte = 1e9 / bytesPerSecond;
    }

    @Override
    public ObjectWriter create(String key) throws IOException {
        return new ThrottledWriter(store.create(key));
    }

    private void await(int bytes) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(take(bytes) - System.nanoTime());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing", interrupted);
        }
    }

    private synchronized long take(int bytes) {
        free = Math.max(free, System.nanoTime()) + (long) (bytes * nanosPerByte);
        return free;
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

    private final class ThrottledWriter extends ObjectWriter {
        private final ObjectWriter writer;

        ThrottledWriter(ObjectWriter writer) {
            this.writer = writer;
        }

        @Override
        public void write(int b) throws IOException {
            await(1);
            writer.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            await(length);
            writer.write(bytes, offset, length);
        }

        @Override
        public void commit() throws IOException {
            writer.commit();
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }
}
