package io.m2m.coordinator.plan;

import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The three files of a segment and the data root they are in. 0.9 could spread a segment over several roots: its index files
 * may lie in a folder of the same name under another root than its vectors.
 *
 * @param root which data root, from 0
 */
record SegmentFolder(int root, ObjectStore store, ObjectInfo vectors, ObjectInfo ids, ObjectInfo deletedDocs) {
    static final String VECTORS = ".rv";
    static final String IDS = ".uid";
    static final String DELETED_DOCS = "deleted_docs";
    /** A header and no offset. */
    private static final int NO_DELETES = 8;

    /**
     * @param folder {@code <table_id>/<segment_id>/}
     * @param notes told of what is odd without being wrong
     */
    static SegmentFolder find(List<ObjectStore> roots, String folder, String segment, Consumer<String> notes)
            throws UnfitFileException, IOException {
        if (!plain(folder) || segment.isEmpty()) {
            throw new UnfitFileException(folder, "is no folder of a segment: its metadata is damaged");
        }
        int root = root(roots, folder, segment);
        ObjectStore store = roots.get(root);
        SegmentFolder found = new SegmentFolder(
                root,
                store,
                file(store, folder, segment, VECTORS, notes),
                file(store, folder, segment, IDS, notes),
                required(store, folder + DELETED_DOCS));
        for (int other = 0; other < roots.size(); other++) {
            boolean deletes = other != root
                    && roots.get(other)
                            .stat(folder + DELETED_DOCS)
                            .filter(deletedDocs -> deletedDocs.bytes() > NO_DELETES)
                            .isPresent();
            if (deletes) {
                notes.accept("segment " + segment + " has deletes under "
                        + roots.get(other).location()
                        + " too, apart from its vectors; only those beside the vectors, under " + store.location()
                        + ", count");
            }
        }
        return found;
    }

    /**
     * Whether a name of the metadata leads to where it says: damaged, it may lead out of the data root.
     *
     * @param place {@code <table_id>} or {@code <table_id>/<segment_id>}, possibly with a slash at its end
     */
    static boolean plain(String place) {
        return Arrays.stream(place.replaceFirst("/$", "").split("/", -1))
                .noneMatch(name -> name.isEmpty()
                        || name.equals(".")
                        || name.equals("..")
                        || name.chars().anyMatch(Character::isISOControl));
    }

    /** The root whose folder holds the vectors. */
    private static int root(List<ObjectStore> roots, String folder, String segment) throws IOException {
        if (roots.size() == 1) {
            return 0;
        }
        for (int root = 0; root < roots.size(); root++) {
            if (roots.get(root).stat(folder + segment + VECTORS).isPresent()) {
                return root;
            }
        }
        for (int root = 0; root < roots.size(); root++) {
            if (!named(roots.get(root), folder, VECTORS).isEmpty()) {
                return root;
            }
        }
        return 0;
    }

    /** The server takes whichever file has the ending, so a file of another name is the segment's if it is the only one. */
    private static ObjectInfo file(
            ObjectStore store, String folder, String segment, String ending, Consumer<String> notes)
            throws UnfitFileException, IOException {
        String key = folder + segment + ending;
        Optional<ObjectInfo> usual = store.stat(key);
        if (usual.isPresent()) {
            return usual.get();
        }
        List<ObjectInfo> others = named(store, folder, ending);
        if (others.size() != 1) {
            throw new UnfitFileException(
                    key, others.isEmpty() ? "is missing" : "is missing, and there are " + others.size() + " others");
        }
        notes.accept("segment " + segment + " has no file of its own name; "
                + others.getFirst().key() + " is read");
        return others.getFirst();
    }

    private static List<ObjectInfo> named(ObjectStore store, String folder, String ending) throws IOException {
        try (Stream<ObjectInfo> objects = store.list(folder)) {
            return objects.filter(object -> object.key().endsWith(ending)).toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private static ObjectInfo required(ObjectStore store, String key) throws UnfitFileException, IOException {
        return store.stat(key).orElseThrow(() -> new UnfitFileException(key, "is missing"));
    }
}
