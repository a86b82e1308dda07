package io.m2m.coordinator.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metadata tables of a 1.x store, as they are.
 *
 * @param tables rows of {@code Tables}: collections and partitions
 * @param files rows of {@code TableFiles}
 * @param fields rows of {@code Fields}: attributes of hybrid collections
 */
public record Metadata(List<TableRow> tables, List<FileRow> files, List<FieldRow> fields) {
    public Metadata {
        tables = List.copyOf(tables);
        files = List.copyOf(files);
        fields = List.copyOf(fields);
    }

    /**
     * A collection, or a partition of one.
     *
     * @param tableId collection name, or the generated number of a partition
     * @param state 0 NORMAL, 1 TO_DELETE
     * @param dimension bits for binary vectors
     * @param engineType code of the declared index
     * @param indexParams JSON object as text
     * @param ownerTable empty for a collection, else the owning collection
     * @param partitionTag name of a partition for its users
     * @param version of the server that made it
     * @param flushLsn last flushed position of the write-ahead log
     */
    public record TableRow(
            long id,
            String tableId,
            int state,
            int dimension,
            long flag,
            long indexFileSize,
            int engineType,
            String indexParams,
            int metricType,
            String ownerTable,
            String partitionTag,
            String version,
            long flushLsn) {
        public TableRow {
            require(tableId, "a row of Tables has no table_id");
            require(indexParams, "table " + tableId + " has no index_params");
            require(ownerTable, "table " + tableId + " has no owner_table");
            require(partitionTag, "table " + tableId + " has no partition_tag");
        }
    }

    /**
     * One view of a segment.
     *
     * @param segmentId folder of the segment
     * @param fileId equals {@code segmentId} for raw data, else the name of the index file
     * @param fileType see {@link FileType}
     * @param fileSize payload bytes of vectors and ids for raw data
     * @param rowCount rows after flushed deletes, which drifts
     */
    public record FileRow(
            long id,
            String tableId,
            String segmentId,
            int engineType,
            String fileId,
            int fileType,
            long fileSize,
            long rowCount) {
        public FileRow {
            require(tableId, "a row of TableFiles has no table_id");
            require(segmentId, "a row of TableFiles has no segment_id");
            require(fileId, "a row of TableFiles has no file_id");
        }
    }

    /** An attribute of a hybrid collection. */
    public record FieldRow(String collectionId, String fieldName, int fieldType) {
        public FieldRow {
            require(collectionId, "a row of Fields has no collection_id");
            require(fieldName, "a row of Fields has no field_name");
        }
    }

    private static void require(@Nullable String value, String sentence) {
        if (value == null) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
