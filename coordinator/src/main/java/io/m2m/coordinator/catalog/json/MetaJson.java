package io.m2m.coordinator.catalog.json;

import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.Metadata.FieldRow;
import io.m2m.coordinator.catalog.Metadata.FileRow;
import io.m2m.coordinator.catalog.Metadata.TableRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The document. {@code collections} and {@code rows} are what {@code milvus-migration} writes and reads; the other three are the
 * metadata tables as they were, which only m2m's own export has.
 */
record MetaJson(
        @Nullable List<ExportedCollection> collections,
        @Nullable Long rows,
        @Nullable List<TableRow> tables,
        @Nullable List<FileRow> files,
        @Nullable List<FieldRow> fields) {
    private static final Set<Integer> RAW_TYPES = Set.of(1, 2, 7);
    private static final int RAW = 1;
    /** Brute force, which is what no index means. */
    private static final int NO_INDEX = 0;

    /** @param rows, dim, metric as {@code Tables} and {@code TableFiles} have them */
    record ExportedCollection(
            String collection,
            int metric,
            @Nullable Long rows,
            int dim,
            @Nullable List<ExportedSegment> segments) {
        ExportedCollection {
            if (collection == null) {
                throw new IllegalArgumentException("a collection has no name");
            }
        }
    }

    record ExportedSegment(String collection, String segment, int dim, long rows, long fileSize) {
        ExportedSegment {
            if (segment == null) {
                throw new IllegalArgumentException("a segment of collection " + collection + " has no id");
            }
        }
    }

    /** @throws IllegalArgumentException when it holds neither form */
    Metadata metadata() {
        if (tables != null && files != null) {
            return new Metadata(
                    whole(tables, "tables"),
                    whole(files, "files"),
                    fields == null ? List.of() : whole(fields, "fields"));
        }
        if (collections == null) {
            throw new IllegalArgumentException("it has no \"collections\"");
        }
        List<TableRow> tableRows = new ArrayList<>();
        List<FileRow> fileRows = new ArrayList<>();
        for (ExportedCollection each : whole(collections, "collections")) {
            tableRows.add(table(tableRows.size() + 1L, each));
            for (ExportedSegment segment :
                    each.segments() == null ? List.<ExportedSegment>of() : whole(each.segments(), "segments")) {
                fileRows.add(file(fileRows.size() + 1L, each.collection(), segment));
            }
        }
        return new Metadata(tableRows, fileRows, List.of());
    }

    private static <T> List<T> whole(List<T> rows, String key) {
        if (rows.contains(null)) {
            throw new IllegalArgumentException("one of its \"" + key + "\" is null");
        }
        return rows;
    }

    private static TableRow table(long id, ExportedCollection collection) {
        return new TableRow(
                id,
                collection.collection(),
                0,
                collection.dim(),
                0,
                0,
                NO_INDEX,
                "{}",
                collection.metric(),
                "",
                "",
                "",
                0);
    }

    private static FileRow file(long id, String collection, ExportedSegment segment) {
        return new FileRow(
                id,
                collection,
                segment.segment(),
                NO_INDEX,
                segment.segment(),
                RAW,
                segment.fileSize(),
                segment.rows());
    }

    /** With the view of {@code milvus-migration}: every live table, a partition under its number. */
    static MetaJson of(Metadata metadata) {
        List<ExportedCollection> collections = new ArrayList<>();
        long all = 0;
        for (TableRow table : metadata.tables()) {
            if (table.state() != 0) {
                continue;
            }
            List<ExportedSegment> segments = metadata.files().stream()
                    .filter(file -> file.tableId().equals(table.tableId()))
                    .filter(file -> RAW_TYPES.contains(file.fileType()))
                    .map(file -> new ExportedSegment(
                            table.tableId(), file.segmentId(), table.dimension(), file.rowCount(), file.fileSize()))
                    .toList();
            long rows = segments.stream().mapToLong(ExportedSegment::rows).sum();
            all += rows;
            collections.add(
                    new ExportedCollection(table.tableId(), table.metricType(), rows, table.dimension(), segments));
        }
        return new MetaJson(collections, all, metadata.tables(), metadata.files(), metadata.fields());
    }
}
