package io.m2m.coordinator.catalog;

import io.m2m.common.model.Metric;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.VectorType;
import io.m2m.coordinator.catalog.Catalog.SourceCollection;
import io.m2m.coordinator.catalog.Catalog.SourcePartition;
import io.m2m.coordinator.catalog.Metadata.TableRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Selects what is live: collections that are not being dropped, the partitions of those, and of each the segments with raw data,
 * every segment once. Names are compared exactly, whatever the database thinks of their case.
 */
public final class CatalogReader {
    private static final int NORMAL = 0;
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
        Map<String, List<TableRow>> partitions = new HashMap<>();
        for (TableRow row : metadata.tables()) {
            if (row.state() == NORMAL && row.ownerTable().isEmpty()) {
                roots.put(row.tableId(), row);
            }
        }
        for (TableRow row : metadata.tables()) {
            if (row.state() == NORMAL && !row.ownerTable().isEmpty()) {
                if (roots.containsKey(row.ownerTable())) {
                    partitions
                            .computeIfAbsent(row.ownerTable(), each -> new ArrayList<>())
                            .add(row);
                } else {
                    notes.add("partition " + row.partitionTag() + " (" + row.tableId()
                            + ") is left out: its collection " + row.ownerTable() + " was dropped");
                }
            }
        }
        List<SourceCollection> collections = roots.values().stream()
                .map(root -> collection(root, partitions.getOrDefault(root.tableId(), List.of())))
                .toList();
        return new Catalog(collections, notes);
    }

    private SourceCollection collection(TableRow root, List<TableRow> partitionRows) {
        List<String> found = new ArrayList<>();
        Optional<Metric> known = Metric.ofCode(root.metricType());
        Metric metric = known.orElse(Metric.L2);
        VectorType vectorType = metric.vectorType();
        Map<String, List<String>> tables = new LinkedHashMap<>();
        tables.computeIfAbsent(PartitionPlan.DEFAULT, each -> new ArrayList<>()).add(root.tableId());
        for (TableRow row : partitionRows) {
            tables.computeIfAbsent(row.partitionTag(), each -> new ArrayList<>())
                    .add(row.tableId());
        }
        if (tables.get(PartitionPlan.DEFAULT).size() > 1) {
            found.add("it has a partition row tagged _default, from 0.7; its rows go to _default with the others");
        }
        List<SourcePartition> partitions = tables.entrySet().stream()
                .map(each -> new SourcePartition(each.getKey(), segments.live(each.getValue(), found)))
                .toList();
        List<String> tableIds = tables.values().stream().flatMap(List::stream).toList();
        String params = root.indexParams();
        return new SourceCollection(
                root.tableId(),
                vectorType,
                root.dimension(),
                metric,
                new SourceIndex(EngineType.name(root.engineType(), vectorType), indexParams.apply(params)),
                partitions,
                segments.suspects(tableIds),
                refusal(root, known.isPresent(), vectorType, tableIds).orElse(null),
                shortfall(root.tableId()).orElse(null),
                segments.countedRows(tableIds),
                found);
    }

    private Optional<String> refusal(TableRow root, boolean knownMetric, VectorType vectorType, List<String> tableIds) {
        String name = "collection " + root.tableId();
        if (!knownMetric) {
            return Optional.of(name + " has the unknown metric type " + root.metricType() + " in its metadata");
        }
        int dim = root.dimension();
        if (dim < 1 || dim > MAX_DIM || (vectorType == VectorType.BINARY && dim % 8 != 0)) {
            return Optional.of(name + " has dimension " + dim + ", which Milvus 2.x does not take"
                    + (vectorType == VectorType.BINARY ? ": binary vectors need a multiple of 8" : "") + " (1 to "
                    + MAX_DIM + ")");
        }
        return segments.contradiction(name, tableIds);
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
}
