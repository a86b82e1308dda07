package io.m2m.common.schema;

import io.m2m.common.model.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The table "Indexes and metrics" of {@code docs/support.md}: what readers are told, so what tests expect. */
public final class IndexTable {
    private static final Path PAGE = Path.of("..", "docs", "support.md");
    private static final String SECTION = "## Indexes and metrics";
    private static final int COLUMNS = 8;

    private IndexTable() {}

    /** An index of 1.x, and what it becomes. */
    public record Row(Index source, Index target) {}

    /** @param type by its name on its side */
    public record Index(String type, String metric, Map<String, String> params) {}

    public static List<Row> rows() {
        try (Stream<String> lines = Files.lines(PAGE)) {
            return lines.dropWhile(line -> !line.equals(SECTION))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("## "))
                    .filter(line -> line.startsWith("| ") && !line.contains("---") && !line.contains("held by"))
                    .map(line -> row(line.substring(2).split(" \\| ")))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Of vectors of 32 dimensions, or of 64 bits: what the page says above the table. */
    public static int dim(Metric metric) {
        return switch (metric.vectorType()) {
            case FLOAT -> 32;
            case BINARY -> 64;
        };
    }

    private static Row row(String[] cells) {
        if (cells.length != COLUMNS) {
            throw new IllegalStateException(String.join(" | ", cells) + " has other columns");
        }
        return new Row(
                new Index(cells[0], cells[1], params(cells[2])), new Index(cells[3], cells[4], params(cells[5])));
    }

    private static Map<String, String> params(String cell) {
        Map<String, String> params = new TreeMap<>();
        if (!cell.equals("–")) {
            for (String one : cell.split(" ")) {
                params.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
            }
        }
        return params;
    }
}
