package io.m2m.coordinator.catalog.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.Metadata.FieldRow;
import io.m2m.coordinator.catalog.Metadata.FileRow;
import io.m2m.coordinator.catalog.Metadata.TableRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The document. {@code collections} and {@code rows} are what {@code milvus-migration} writes and reads; the other three are the
 * metadata tables as they were, which only m2m's own export has.
 */
record MetaJson(
        List<ExportedCollection> collections,
        long rows,
        @Nullable List<TableRow> tables,
        @Nullable List<FileRow> files,
        @Nullable List<FieldRow> fields) {

    record ExportedCollection(
            String collection,
            int metric,
            long rows,
            int dim,
            @Nullable List<ExportedSegment> segments) {}

    record ExportedSegment(
            String collection,
            String segment,
            int dim,
            long rows,
            @JsonProperty("fileSize") long fileSize) {}

    private static final int RAW = 1;

    Metadata metadata() {
        if (tables != null && files != null) {
            return new Metadata(tables, files, fields == null ? List.of() : fields);
        }
        List<TableRow> tableRows = new ArrayList<>();
        List<FileRow> fileRows = new ArrayList<>();
        for (ExportedCollection each : collections) {
            tableRows.add(new TableRow(
                    tableRows.size() + 1L,
                    each.collection(),
                    0,
                    each.dim(),
                    0,
                    0,
                    0,
                    "{}",
                    each.metric(),
                    "",
                    "",
                    "",
                    0));
            for (ExportedSegment segment : each.segments() == null ? List.<ExportedSegment>of() : each.segments()) {
                fileRows.add(new FileRow(
                        fileRows.size() + 1L,
                        each.collection(),
                        segment.segment(),
                        0,
                        segment.segment(),
                        RAW,
                        segment.fileSize(),
                        segment.rows()));
            }
        }
        return new Metadata(tableRows, fileRows, List.of());
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
                    .filter(file -> List.of(1, 2, 7).contains(file.fileType()))
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
