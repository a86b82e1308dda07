package io.m2m.dumper.dump;

import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.SourceFile;
import io.m2m.common.storage.ObjectStore;
import io.m2m.dumper.milvus1.SegmentFile;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The data roots of the source: 0.9 had several. They are opened with the first task, so that a command that only loads or
 * verifies does not need the source any more.
 */
public final class SourceRoots implements AutoCloseable {
    private final Supplier<List<ObjectStore>> opening;
    private @Nullable List<ObjectStore> roots;

    /** @param opening gives the roots in the order of {@link SegmentSlice#root()} */
    public SourceRoots(Supplier<List<ObjectStore>> opening) {
        this.opening = opening;
    }

    SegmentFile file(SegmentSlice slice, SourceFile file) {
        return new SegmentFile(root(slice.root()), key(slice, file), file.bytes());
    }

    static String key(SegmentSlice slice, SourceFile file) {
        return slice.folder() + "/" + file.name();
    }

    private synchronized ObjectStore root(int index) {
        if (roots == null) {
            roots = opening.get();
        }
        return roots.get(index);
    }

    @Override
    public synchronized void close() {
        if (roots != null) {
            roots.forEach(ObjectStore::close);
        }
    }
}
