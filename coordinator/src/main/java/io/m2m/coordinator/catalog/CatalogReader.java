package io.m2m.coordinator.catalog;

import io.m2m.common.model.Metric;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.VectorType;
import io.m2m.coordinator.catalog.Catalog.SourceCollection;
import io.m2m.coordinator.catalog.Catalog.SourcePartition;
import io.m2m.coordinator.catalog.Metadata.FileRow;
import io.m2m.coordinator.catalog.Metadata.TableRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Selects what is live: collections that are not being dropped, the partitions of those, and of each the segments with raw data,
 * every segment once. Names are compared exactly, whatever the database thinks of their case.
 */
public final class CatalogReader {
    private static final int NORMAL = 0;

    private static final int TO_DELETE = 1;
    /** Type of the vector among the fields of a hybrid collection. */
    private static final int HYBRID_VECTOR = 100;

    private static final int MAX_DIM = 32_768;

    private final Metadata metadata;
    private final Function<String, Map<String, String>> indexParams;
    private final SegmentSelection segments;
    private final List<String> notes = new ArrayList<>();

    private CatalogReader(Metadata metadata, Function<String, Map<String, String>> indexParams) {
        this.metadata = metadata;
        this.indexParams = indexParams;
        this.segments = new SegmentSelection(metadata.files());
    }

    /** @param indexParams reads {@code Tables.index_params}, leniently */
    public static Catalog read(Metadata metadata, Function<String, Map<String, String>> indexParams) {
        return new CatalogReader(metadata, indexParams).catalog();
    }

    private Catalog catalog() {
        Map<String, TableRow> roots = new TreeMap<>();
        for (TableRow row : metadata.tables()) {
            if (row.state() == NORMAL && row.ownerTable().isEmpty()) {
                roots.put(row.tableId(), row);
            }
        }
        Map<String, List<TableRow>> partitions = partitions(roots.keySet());
        noteUnowned();
        noteUnknownStates();
        List<SourceCollection> collections = roots.values().stream()
                .map(root -> collection(root, partitions.getOrDefault(root.tableId(), List.of())))
                .toList();
        return new Catalog(collections, notes);
    }

    private Map<String, List<TableRow>> partitions(Set<String> collections) {
        Map<String, List<TableRow>> partitions = new HashMap<>();
        for (TableRow row : metadata.tables()) {
            if (row.state() != NORMAL || row.ownerTable().isEmpty()) {
                continue;
            }
            if (collections.contains(row.ownerTable())) {
                partitions
                        .computeIfAbsent(row.ownerTable(), each -> new ArrayList<>())
                        .add(row);
            } else {
                notes.add("partition " + row.partitionTag() + " (" + row.tableId() + ") is left out: its collection "
                        + row.ownerTable() + " was dropped");
            }
        }
        return partitions;
    }

    private void noteUnowned() {
        Set<String> known = metadata.tables().stream().map(TableRow::tableId).collect(Collectors.toSet());
        segments.tables().stream().filter(table -> !known.contains(table)).forEach(table -> {
            int count = segments.live(List.of(table), new ArrayList<>()).size();
            if (count > 0) {
                notes.add(count + " segments of " + table + " are left out: the metadata has live rows of them in"
                        + " TableFiles, but no collection or partition of that name in Tables");
            }
        });
    }

    private void noteUnknownStates() {
        for (TableRow row : metadata.tables()) {
            if (row.state() != NORMAL && row.state() != TO_DELETE) {
                String what = row.ownerTable().isEmpty()
                        ? "collection " + row.tableId()
                        : "partition " + row.partitionTag() + " (" + row.tableId() + ")";
                notes.add(what + " is left out: its metadata has the unknown state " + row.state()
                        + "; restore the metadata from a copy if it was not dropped");
            }
        }
    }

    private SourceCollection collection(TableRow root, List<TableRow> partitionRows) {
        Metric metric = Metric.ofCode(root.metricType()).orElse(Metric.L2);
        VectorType vectorType = metric.vectorType();
        Map<String, List<String>> tables = tablesByTag(root, partitionRows);
        List<String> tableIds = tables.values().stream().flatMap(List::stream).toList();
        List<String> found = oddities(root, tables);
        Optional<FileRow> overwritten = segments.overwritten(tableIds);
        return new SourceCollection(
                root.tableId(),
                vectorType,
                root.dimension(),
                metric,
                new SourceIndex(EngineType.name(root.engineType(), vectorType), indexParams.apply(root.indexParams())),
                tables.entrySet().stream()
                        .map(each -> new SourcePartition(each.getKey(), segments.live(each.getValue(), found)))
                        .toList(),
                segments.folders(tableIds),
                tables.entrySet().stream()
                        .flatMap(each -> segments.suspects(each.getKey(), each.getValue()).stream())
                        .toList(),
                overwritten.isPresent(),
                refusal(root, vectorType)
                        .or(() -> overwritten.map(row -> contradiction(root, row)))
                        .orElse(null),
                shortfall(root.tableId()).orElse(null),
                segments.countedRows(tableIds),
                found);
    }

    /** What goes to each partition, {@code _default} first. */
    private static Map<String, List<String>> tablesByTag(TableRow root, List<TableRow> partitionRows) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        tables.computeIfAbsent(PartitionPlan.DEFAULT, each -> new ArrayList<>()).add(root.tableId());
        for (TableRow row : partitionRows) {
            List<String> ids = tables.computeIfAbsent(row.partitionTag(), each -> new ArrayList<>());
            // A damaged table may hold a row twice; the rows of its segments are there once.
            if (!ids.contains(row.tableId())) {
                ids.add(row.tableId());
            }
        }
        return tables;
    }

    private static List<String> oddities(TableRow root, Map<String, List<String>> tables) {
        List<String> found = new ArrayList<>();
        if (tables.getOrDefault(PartitionPlan.DEFAULT, List.of()).size() > 1) {
            found.add("it has a partition row tagged _default, from 0.7; its rows go to _default with the others");
        }
        if (root.tableId().matches("\\d+")) {
            found.add("a number is no name of a collection but of a partition, whose collection the export of"
                    + " milvus-migration does not tell; to have it back in its collection, export the metadata with m2m"
                    + " export");
        }
        return found;
    }

    /** Attribute files may hold fewer or more values than there are rows, so they are not to be trusted. */
    private Optional<String> shortfall(String collection) {
        List<String> attributes = metadata.fields().stream()
                .filter(field -> field.collectionId().equals(collection))
                .filter(field -> field.fieldType() != HYBRID_VECTOR)
                .map(Metadata.FieldRow::fieldName)
                .toList();
        return attributes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "collection " + collection + " is a hybrid collection: its ids and vectors are migrated, its"
                                + " attributes " + String.join(", ", attributes) + " are not");
    }

    private static Optional<String> refusal(TableRow root, VectorType vectorType) {
        String name = "collection " + root.tableId();
        if (Metric.ofCode(root.metricType()).isEmpty()) {
            return Optional.of(name + " has the unknown metric type " + root.metricType()
                    + " in its metadata; restore the metadata from a copy");
        }
        int dim = root.dimension();
        if (dim < 1 || dim > MAX_DIM || (vectorType == VectorType.BINARY && dim % 8 != 0)) {
            return Optional.of(name + " has dimension " + dim + ", which Milvus 2.x does not take"
                    + (vectorType == VectorType.BINARY ? ": binary vectors need a multiple of 8" : "") + " (1 to "
                    + MAX_DIM + "); leave it out by naming the others in collections, or restore the metadata if it is"
                    + " wrong");
        }
        return Optional.empty();
    }

    private static String contradiction(TableRow root, FileRow row) {
        return "collection " + root.tableId() + " has metadata that contradicts itself: TableFiles row " + row.id()
                + " says segment " + row.segmentId() + " and file " + row.fileId()
                + ", so the row of another segment was overwritten and its vectors cannot be found; restore the metadata"
                + " from a copy, or rebuild it with m2m export --tables";
    }
}
