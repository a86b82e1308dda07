package io.m2m.coordinator.cleaning;

import io.m2m.common.storage.ForwardingStore;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import java.io.IOException;

/** A store that takes so many deletes and writes and then no more. */
final class CutShort extends ForwardingStore {
    private int left;

    CutShort(ObjectStore store, int steps) {
        super(store);
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
        super.delete(key);
    }

    @Override
    public ObjectWriter create(String key) throws IOException {
        step();
        return super.create(key);
    }
}
