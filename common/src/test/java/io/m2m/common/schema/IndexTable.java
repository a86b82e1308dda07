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

/** The tables "Indexes and metrics" of {@code docs/support.md}: what readers are told, so what tests expect. */
public enum IndexTable {
    SINCE_2_3("## Indexes and metrics", "2.3.5"),
    /** Only what is otherwise there. */
    ON_2_2("### On Milvus 2.2", "2.2.16");

    private static final Path PAGE = Path.of("..", "docs", "support.md");
    private static final int COLUMNS = 8;

    private final String heading;
    private final String server;

    IndexTable(String heading, String server) {
        this.heading = heading;
        this.server = server;
    }

    /** Version of the server that the rows were tried against. */
    public ServerVersion server() {
        return ServerVersion.parse(server);
    }

    /** An index of 1.x, and what it becomes. */
    public record Row(Index source, Index target) {}

    /** @param type by its name on its side */
    public record Index(String type, String metric, Map<String, String> params) {}

    public List<Row> rows() {
        try (Stream<String> lines = Files.lines(PAGE)) {
            return lines.dropWhile(line -> !line.equals(heading))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("##"))
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
