package io.m2m.coordinator.plan;

import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.SourceFile;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import io.m2m.coordinator.catalog.Catalog.SourceSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the three files of a segment: that they are there and that their sizes agree.
 *
 * <pre>
 * &lt;segment&gt;.rv, &lt;segment&gt;.uid, deleted_docs:   8 bytes payload length, little-endian | payload
 * </pre>
 */
final class SegmentSurvey {
    private static final int HEADER_BYTES = 8;
    private static final String DELETED_DOCS = "deleted_docs";

    private final List<ObjectStore> roots;

    SegmentSurvey(List<ObjectStore> roots) {
        this.roots = roots;
    }

    /** A segment whose files agree, or the file that does not and why. */
    sealed interface Result {
        record Readable(SegmentSlice slice) implements Result {}

        record Unreadable(String file, String reason) implements Result {}
    }

    /** What is wrong with one file. */
    private static final class Unfit extends Exception {
        private final String file;

        Unfit(String file, String reason) {
            super(reason);
            this.file = file;
        }
    }

    /** @param notes told of what is odd without being wrong */
    Result look(SourceSegment segment, int rowBytes, Consumer<String> notes) throws IOException {
        try {
            return new Result.Readable(slice(segment, rowBytes, notes));
        } catch (Unfit unfit) {
            return new Result.Unreadable(unfit.file, String.valueOf(unfit.getMessage()));
        }
    }

    private SegmentSlice slice(SourceSegment segment, int rowBytes, Consumer<String> notes) throws Unfit, IOException {
        String folder = segment.folder() + "/";
        int root = root(folder, segment.segment());
        ObjectStore store = roots.get(root);
        ObjectInfo vectors = vectors(store, folder, segment.segment(), notes);
        ObjectInfo ids = required(store, folder + stem(vectors) + ".uid");
        ObjectInfo deleted = required(store, folder + DELETED_DOCS);
        long vectorBytes = payload(store, vectors, notes);
        long idBytes = payload(store, ids, notes);
        payload(store, deleted, warning -> {});
        long rows = rows(ids, idBytes, Long.BYTES);
        if (vectorBytes != Math.multiplyExact(rows, (long) rowBytes)) {
            throw new Unfit(
                    vectors.key(),
                    "holds " + vectorBytes + " bytes of vectors, but " + stem(ids) + ".uid has " + rows + " ids of "
                            + rowBytes + " bytes each: expected " + rows * rowBytes);
        }
        if (segment.fileSize() >= 0 && segment.fileSize() != vectorBytes + idBytes) {
            notes.accept("segment " + segment.segment() + " has " + (vectorBytes + idBytes)
                    + " bytes of vectors and ids, its metadata says " + segment.fileSize());
        }
        return new SegmentSlice(
                segment.segment(),
                segment.folder(),
                root,
                0,
                rows,
                rows,
                List.of(file(vectors), file(ids), file(deleted)));
    }

    /** The root whose folder holds the vectors; another may hold only index files under the same name. */
    private int root(String folder, String segment) throws IOException {
        for (int root = 0; root < roots.size(); root++) {
            if (roots.size() == 1
                    || roots.get(root).stat(folder + segment + ".rv").isPresent()) {
                return root;
            }
        }
        return 0;
    }

    private static ObjectInfo vectors(ObjectStore store, String folder, String segment, Consumer<String> notes)
            throws Unfit, IOException {
        Optional<ObjectInfo> named = store.stat(folder + segment + ".rv");
        if (named.isPresent()) {
            return named.get();
        }
        List<ObjectInfo> others;
        try (Stream<ObjectInfo> objects = store.list(folder)) {
            others = objects.filter(object -> object.key().endsWith(".rv")).toList();
        }
        if (others.size() != 1) {
            throw new Unfit(folder + segment + ".rv", "is missing");
        }
        notes.accept(
                "segment " + segment + " has its vectors in " + others.get(0).key());
        return others.get(0);
    }

    private static ObjectInfo required(ObjectStore store, String key) throws Unfit, IOException {
        return store.stat(key).orElseThrow(() -> new Unfit(key, "is missing"));
    }

    private static long payload(ObjectStore store, ObjectInfo file, Consumer<String> notes) throws Unfit, IOException {
        if (file.bytes() < HEADER_BYTES) {
            throw new Unfit(file.key(), "has " + file.bytes() + " bytes, too few for its header of " + HEADER_BYTES);
        }
        byte[] header;
        try (InputStream in = store.open(file.key(), 0)) {
            header = in.readNBytes(HEADER_BYTES);
        }
        if (header.length < HEADER_BYTES) {
            throw new Unfit(file.key(), "ends after " + header.length + " bytes of its header");
        }
        long payload = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long there = file.bytes() - HEADER_BYTES;
        if (payload < 0 || payload > there) {
            throw new Unfit(
                    file.key(),
                    "announces " + Long.toUnsignedString(payload) + " bytes after its header, but holds " + there);
        }
        if (payload < there) {
            notes.accept(
                    file.key() + " holds " + (there - payload) + " bytes more than it announces; they are left out");
        }
        return payload;
    }

    private static long rows(ObjectInfo file, long bytes, int rowBytes) throws Unfit {
        if (bytes % rowBytes != 0) {
            throw new Unfit(file.key(), "holds " + bytes + " bytes of ids, which is no multiple of " + rowBytes);
        }
        return bytes / rowBytes;
    }

    private static String stem(ObjectInfo file) {
        String name = name(file);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String name(ObjectInfo file) {
        return file.key().substring(file.key().lastIndexOf('/') + 1);
    }

    private static SourceFile file(ObjectInfo info) {
        return new SourceFile(name(info), info.bytes(), info.modified());
    }

    /** Whether all three files of a segment are there, whatever they hold. */
    boolean complete(String folder, String segment) throws IOException {
        return first(folder + "/" + segment + ".rv") != null
                && first(folder + "/" + segment + ".uid") != null
                && first(folder + "/" + DELETED_DOCS) != null;
    }

    private @Nullable ObjectInfo first(String key) throws IOException {
        for (ObjectStore root : roots) {
            Optional<ObjectInfo> found = root.stat(key);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return null;
    }
}
