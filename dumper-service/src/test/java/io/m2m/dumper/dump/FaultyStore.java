package io.m2m.dumper.dump;

import io.m2m.common.storage.ForwardingStore;
import io.m2m.common.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;

/** A store in which something happens whenever a certain object is opened. */
final class FaultyStore extends ForwardingStore {
    private final String suffix;
    private final Fault fault;

    interface Fault {
        void happen() throws IOException;
    }

    /** @param suffix end of the keys that are struck */
    FaultyStore(ObjectStore store, String suffix, Fault fault) {
        super(store);
        this.suffix = suffix;
        this.fault = fault;
    }

    @Override
    public InputStream open(String key, long offset) throws IOException {
        if (key.endsWith(suffix)) {
            fault.happen();
        }
        return super.open(key, offset);
    }
}
