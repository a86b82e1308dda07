package io.m2m.system;

import java.nio.file.Path;
import java.util.List;

/** A store with ids that occur more than once, and rows that 2.x refuses: what is in it is said in {@code repeated_ids.py}. */
final class RepeatedIdsStore {
    private RepeatedIdsStore() {}

    static SourceStore write(Path folder) {
        Python.run(folder.getParent(), "repeated_ids.py", List.of(folder.toString()));
        return new SourceStore(folder);
    }
}
