package io.m2m.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Stores of chance, written by {@code random_store.py} as a seed says. */
final class RandomStore {
    private RandomStore() {}

    static SourceStore write(long seed, Path folder, String... more) {
        List<String> arguments = new ArrayList<>(List.of(folder.toString(), String.valueOf(seed)));
        arguments.addAll(List.of(more));
        Python.run(folder.getParent(), "random_store.py", arguments);
        return new SourceStore(folder);
    }
}
