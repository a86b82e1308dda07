package io.m2m.coordinator.salvage;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.Metadata.FieldRow;
import io.m2m.coordinator.catalog.Metadata.FileRow;
import io.m2m.coordinator.catalog.Metadata.TableRow;
import io.m2m.coordinator.plan.TextTable;
import io.m2m.coordinator.salvage.Corrections.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rebuilds metadata from a {@code tables} folder and what the user knows besides. */
public final class Salvage {
    private static final int RAW = 1;
    private static final int TO_DELETE = 4;
    /** Which index there was is lost. */
    private static final int NO_INDEX = 0;

    private static final List<String> OF_ALL = List.of(
            "Every folder is guessed to be live, because folders do not tell whether a collection, a partition or a segment"
                    + " had been dropped; name those to move in the key collections, or set \"fileType\" of a segment's line"
                    + " among \"files\" in meta.json from 1 to 4.",
            "Collections are guessed to have no index, because only metadata tells which one was declared;"
                    + " target.milvus2x.index names one for the target.",
            "Everything is guessed to be flushed, because how far the write-ahead log was applied is lost; leave"
                    + " source.local.walDir out, what it would report cannot be trusted.");

    private final Corrections corrections;
    private final SortedMap<String, FoundTable> tables = new TreeMap<>();
    private final Map<String, Shape> shapes = new TreeMap<>();
    private final List<String> guesses = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private Salvage(Corrections corrections) {
        this.corrections = corrections;
    }

    /**
     * @param folder a server's {@code tables}
     * @throws ProblemException when there is nothing to salvage or a correction contradicts what is there
     */
    public static Salvaged of(Path folder, Corrections corrections) {
        try {
            return new Salvage(corrections).salvaged(folder);
        } catch (IOException failure) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "the segments in " + folder + " cannot be read (" + failure + "); repair or remove what is named",
                    failure);
        }
    }

    private Salvaged salvaged(Path folder) throws IOException {
        TablesFolder found = TablesFolder.read(folder);
        leftOut.addAll(found.leftOut());
        for (Map.Entry<String, List<SegmentFiles>> each : found.segments().entrySet()) {
            FoundTable.of(each.getKey(), each.getValue(), leftOut).ifPresent(table -> tables.put(table.name(), table));
        }
        corrections.check(tables.keySet());
        Owners owners = Owners.of(tables.values(), corrections);
        Map<String, Place> places = owners.places();
        corrections.checkNoPartition(places);
        for (FoundTable table : tables.values()) {
            String root = root(table, places);
            if (!shapes.containsKey(root)) {
                FoundTable shaping = tables.getOrDefault(root, table);
                shapes.put(root, Shape.of(root, shaping.rowBytes(), shaping.newestWithRows(), corrections));
            }
        }
        shapes.values().forEach(shape -> guesses.addAll(shape.guesses()));
        guesses.addAll(owners.guesses());
        tables.values().forEach(table -> guesses.addAll(table.guesses()));
        guesses.addAll(OF_ALL);
        return new Salvaged(
                new Metadata(tableRows(places), fileRows(), fieldRows(places)), text(places), guesses, leftOut);
    }

    private static String root(FoundTable table, Map<String, Place> places) {
        Place place = places.get(table.name());
        return place == null ? table.name() : place.collection();
    }

    /** Collections first: a collection may have rows in its partitions alone, and no folder. */
    private List<TableRow> tableRows(Map<String, Place> places) {
        List<TableRow> rows = new ArrayList<>();
        shapes.forEach((name, shape) -> rows.add(row(rows.size() + 1L, name, shape, "", "")));
        places.forEach((number, place) -> rows.add(
                row(rows.size() + 1L, number, shapes.get(place.collection()), place.collection(), place.tag())));
        return rows;
    }

    private static TableRow row(long id, String name, Shape shape, String owner, String tag) {
        return new TableRow(
                id, name, 0, shape.dim(), 0, 0, NO_INDEX, "{}", shape.metric().code(), owner, tag, "", 0);
    }

    private List<FileRow> fileRows() {
        List<FileRow> rows = new ArrayList<>();
        for (FoundTable table : tables.values()) {
            for (SegmentFiles each : table.segments()) {
                rows.add(new FileRow(
                        rows.size() + 1L,
                        table.name(),
                        each.segment(),
                        NO_INDEX,
                        each.segment(),
                        table.leftOver(each) ? TO_DELETE : RAW,
                        each.payloadBytes(),
                        each.live()));
            }
        }
        return rows;
    }

    private List<FieldRow> fieldRows(Map<String, Place> places) {
        return tables.values().stream()
                .flatMap(table -> table.attributes().stream().map(name -> new FieldRow(root(table, places), name, 0)))
                .distinct()
                .toList();
    }

    private String text(Map<String, Place> places) {
        TextTable text = new TextTable(
                List.of(
                        "folder",
                        "collection",
                        "partition",
                        "vectors",
                        "dim",
                        "metric",
                        "segments",
                        "left over",
                        "rows"),
                Set.of("dim", "segments", "left over", "rows"));
        for (FoundTable table : tables.values()) {
            Place place = places.getOrDefault(table.name(), new Place(table.name(), "_default"));
            Shape shape = shapes.get(place.collection());
            text.add(List.of(
                    table.name(),
                    place.collection(),
                    place.tag(),
                    shape.metric().vectorType().name().toLowerCase(Locale.ROOT),
                    Integer.toString(shape.dim()),
                    shape.metric().name(),
                    Integer.toString(table.segments().size()),
                    Long.toString(table.leftOverCount()),
                    Long.toString(table.liveRows())));
        }
        return text.toString();
    }
}
