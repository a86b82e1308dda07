package io.m2m.coordinator.cleaning;

import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Removes objects one by one and counts them. */
final class Removal {
    private final ObjectStore staging;
    private Cleaned cleaned = new Cleaned(0, 0);

    Removal(ObjectStore staging) {
        this.staging = staging;
    }

    Cleaned cleaned() {
        return cleaned;
    }

    /** One that is not there is passed over. */
    void remove(String key) throws IOException {
        Optional<ObjectInfo> object = staging.stat(key);
        if (object.isPresent()) {
            staging.delete(key);
            cleaned = cleaned.plus(object.get().bytes());
        }
    }

    /** @param chosen by the key, among those that begin with the prefix */
    void removeBelow(String prefix, Predicate<String> chosen) throws IOException {
        try (Stream<ObjectInfo> objects = staging.list(prefix)) {
            for (ObjectInfo object : (Iterable<ObjectInfo>) objects::iterator) {
                if (chosen.test(object.key())) {
                    staging.delete(object.key());
                    cleaned = cleaned.plus(object.bytes());
                }
            }
        }
    }

    void removeBelow(String prefix) throws IOException {
        removeBelow(prefix, key -> true);
    }
}
