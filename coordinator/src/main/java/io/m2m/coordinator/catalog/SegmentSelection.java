package io.m2m.coordinator.catalog;

import io.m2m.coordinator.catalog.Catalog.SourceFolders;
import io.m2m.coordinator.catalog.Catalog.SourceSegment;
import io.m2m.coordinator.catalog.Catalog.SuspectSegment;
import io.m2m.coordinator.catalog.Metadata.FileRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Groups the rows of {@code TableFiles} by segment and tells which segments hold live data. */
final class SegmentSelection {
    private final Map<String, List<FileRow>> byTable = new HashMap<>();

    SegmentSelection(List<FileRow> files) {
        files.forEach(row -> byTable.computeIfAbsent(row.tableId(), each -> new ArrayList<>())
                .add(row));
    }

    /** Every name that rows belong to, in order. */
    SortedSet<String> tables() {
        return new TreeSet<>(byTable.keySet());
    }

    /** Every live segment once, in the order of their ids. */
    List<SourceSegment> live(List<String> tableIds, List<String> notes) {
        List<SourceSegment> segments = new ArrayList<>();
        for (String tableId : tableIds) {
            Map<String, List<FileRow>> bySegment = new TreeMap<>();
            for (FileRow row : rows(tableId)) {
                if (FileType.ofCode(row.fileType()).live()) {
                    bySegment
                            .computeIfAbsent(row.segmentId(), each -> new ArrayList<>())
                            .add(row);
                }
            }
            bySegment.forEach((segment, rows) -> segments.add(segment(segment, rows, notes)));
        }
        return segments;
    }

    private static SourceSegment segment(String segment, List<FileRow> rows, List<String> notes) {
        Optional<FileRow> raw = rows.stream()
                .filter(row -> FileType.ofCode(row.fileType()).raw())
                .findFirst();
        boolean indexed = rows.stream().anyMatch(row -> FileType.ofCode(row.fileType()) == FileType.INDEX);
        boolean pending = rows.stream().anyMatch(row -> FileType.ofCode(row.fileType()) == FileType.TO_INDEX);
        boolean backup = rows.stream().anyMatch(row -> FileType.ofCode(row.fileType()) == FileType.BACKUP);
        if (raw.isEmpty()) {
            notes.add("segment " + segment + " has only an INDEX row; its raw data is read if it is there");
        } else if (backup && !indexed) {
            notes.add("segment " + segment
                    + " has only a BACKUP row: the 1.x server did not count it, an index was being dropped");
        } else if (indexed && pending) {
            notes.add("segment " + segment + " has an INDEX and a TO_INDEX row: the 1.x server counted it twice");
        }
        FileRow shown = raw.orElse(rows.get(0));
        return new SourceSegment(
                segment,
                folder(shown),
                shown.rowCount(),
                raw.map(FileRow::fileSize).orElse(-1L));
    }

    List<SuspectSegment> suspects(String tag, List<String> tableIds) {
        Set<String> live = rows(tableIds)
                .filter(row -> FileType.ofCode(row.fileType()).live())
                .map(SegmentSelection::folder)
                .collect(Collectors.toSet());
        return rows(tableIds)
                .filter(row -> switch (FileType.ofCode(row.fileType())) {
                    case NEW -> true;
                    case UNKNOWN -> !live.contains(folder(row));
                    default -> false;
                })
                .map(row -> new SuspectSegment(
                        row.segmentId(),
                        folder(row),
                        tag,
                        FileType.ofCode(row.fileType()) == FileType.NEW
                                ? OptionalInt.empty()
                                : OptionalInt.of(row.fileType())))
                .toList();
    }

    SourceFolders folders(List<String> tableIds) {
        return new SourceFolders(
                tableIds, rows(tableIds).map(SegmentSelection::folder).collect(Collectors.toSet()));
    }

    /**
     * A row whose two ids differ was overwritten by a race of 1.1.1 on SQLite: the segment it stood for can no longer be found
     * through the metadata.
     */
    Optional<FileRow> overwritten(List<String> tableIds) {
        return rows(tableIds)
                .filter(row -> FileType.ofCode(row.fileType()).raw()
                        && !row.segmentId().equals(row.fileId()))
                .findFirst();
    }

    /** What {@code count_entities} of the 1.x server answered: RAW, TO_INDEX and INDEX rows. */
    long countedRows(List<String> tableIds) {
        return rows(tableIds)
                .filter(row -> switch (FileType.ofCode(row.fileType())) {
                    case RAW, TO_INDEX, INDEX -> true;
                    default -> false;
                })
                .mapToLong(FileRow::rowCount)
                .sum();
    }

    private static String folder(FileRow row) {
        return row.tableId() + "/" + row.segmentId();
    }

    private Stream<FileRow> rows(List<String> tableIds) {
        return tableIds.stream().flatMap(tableId -> rows(tableId).stream());
    }

    private List<FileRow> rows(String tableId) {
        return byTable.getOrDefault(tableId, List.of());
    }
}
