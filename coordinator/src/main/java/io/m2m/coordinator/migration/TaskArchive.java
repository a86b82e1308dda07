package io.m2m.coordinator.migration;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The remembered tasks of a migration. Those that are settled are kept nowhere else: there may be millions of them. */
public interface TaskArchive {
    /** @param key see {@link TaskRecord#key()} */
    @Nullable
    TaskRecord find(String key);

    void each(Consumer<TaskRecord> task);
}
