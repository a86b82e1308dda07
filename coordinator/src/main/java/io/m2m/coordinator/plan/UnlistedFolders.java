package io.m2m.coordinator.plan;

import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Segments that are complete on disk. Folders are no measure of what is live, but they tell what a lost row stood for. */
final class UnlistedFolders {
    private static final int HEADER_BYTES = 8;

    private final List<ObjectStore> roots;

    UnlistedFolders(List<ObjectStore> roots) {
        this.roots = roots;
    }

    /** @param rows as many as {@code .uid} has ids, by its length */
    record Complete(String folder, long rows) {}

    /**
     * The segment folders that hold vectors, ids and deletes.
     *
     * @param place {@code <table_id>} for all of a collection or partition, or one {@code <table_id>/<segment_id>}
     * @param listed folders not to be looked at, {@code <table_id>/<segment_id>}
     */
    List<Complete> under(String place, Set<String> listed) throws IOException {
        List<Complete> complete = new ArrayList<>();
        if (!SegmentFolder.plain(place)) {
            return complete;
        }
        for (ObjectStore root : roots) {
            Map<String, Long> files = new HashMap<>();
            try (Stream<ObjectInfo> objects = root.list(place + "/")) {
                objects.forEach(object -> files.put(object.key(), object.bytes()));
            }
            for (String folder : folders(files.keySet())) {
                if (!listed.contains(folder)) {
                    rows(files, folder).ifPresent(rows -> complete.add(new Complete(folder, rows)));
                }
            }
        }
        return complete;
    }

    private static TreeSet<String> folders(Set<String> keys) {
        TreeSet<String> folders = new TreeSet<>();
        keys.stream()
                .filter(key -> key.endsWith(SegmentFolder.VECTORS))
                .forEach(key -> folders.add(key.substring(0, key.lastIndexOf('/'))));
        return folders;
    }

    private static OptionalLong rows(Map<String, Long> files, String folder) {
        String segment = folder.substring(folder.lastIndexOf('/') + 1);
        Long ids = files.get(folder + "/" + segment + SegmentFolder.IDS);
        boolean complete = ids != null
                && files.containsKey(folder + "/" + segment + SegmentFolder.VECTORS)
                && files.containsKey(folder + "/" + SegmentFolder.DELETED_DOCS);
        return complete ? OptionalLong.of(Math.max(0, ids - HEADER_BYTES) / Long.BYTES) : OptionalLong.empty();
    }
}
