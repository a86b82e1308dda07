package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.schema.IndexTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.json.JsonMapper;

/** A collection for every row of the tables in {@code docs/support.md}, its index built and searched by a real server. */
@ResourceLock(Milvus.OTHER_LOCAL)
@ResourceLock(Milvus.OLDEST)
class IndexesIT {
    /** As many rows as {@code indexes.py} writes. */
    private static final int ROWS = 1200;
    /** What a product quantizer of few bits finds on vectors of chance is less than half. */
    private static final double LEAST_FOUND = 0.3;

    private static final JsonMapper JSON = new JsonMapper();

    /** What a store is to hold. */
    record Wanted(String name, String index, String metric, Map<String, Integer> params) {}

    /**
     * What the server has.
     *
     * @param indexed rows that the index covers
     * @param found share of the nearest rows that searches find
     */
    record Built(String name, String index, String metric, Map<String, String> params, int indexed, double found) {
        boolean exhaustive() {
            return index.endsWith("FLAT") && !index.contains("IVF");
        }
    }

    @Test
    void everyRowOfTheTableIsWhatAServerHas() throws IOException {
        everyRowIsWhatItHas(Milvus.otherLocal(), IndexTable.SINCE_2_3);
    }

    @Test
    void everyRowOfTheTableOf22IsWhatA22Has() throws IOException {
        everyRowIsWhatItHas(Milvus.oldest(), IndexTable.ON_2_2);
    }

    private static void everyRowIsWhatItHas(Milvus server, IndexTable indexes) throws IOException {
        Path folder = Places.fresh("indexes-" + indexes.server());
        List<IndexTable.Row> table = indexes.rows();
        Path rows = Files.writeString(folder.resolve("rows.json"), JSON.writeValueAsString(wanted(table)));
        SourceStore store = new SourceStore(folder.resolve("store"));
        Python.run(folder, "indexes.py", List.of("write", store.folder().toString(), rows.toString()));
        Migrating migrating = Migrating.to(server, folder, Configuration.local(store, folder.resolve("staging")));

        migrating.verified("--set", "verify.level=counts");

        String json = Python.run(
                folder, "indexes.py", List.of("read", migrating.target().endpoint(), rows.toString()));
        List<Built> built = List.of(JSON.readValue(json, Built[].class));
        assertThat(built.stream().map(each -> new IndexTable.Index(each.index(), each.metric(), each.params())))
                .containsExactlyElementsOf(
                        table.stream().map(IndexTable.Row::target).toList());
        assertThat(built).allSatisfy(each -> {
            assertThat(each.indexed()).isEqualTo(ROWS);
            assertThat(each.found()).isBetween(each.exhaustive() ? 1 : LEAST_FOUND, 1.0);
        });
    }

    private static List<Wanted> wanted(List<IndexTable.Row> table) {
        return IntStream.range(0, table.size())
                .mapToObj(row -> {
                    IndexTable.Index source = table.get(row).source();
                    return new Wanted("row_" + (row + 1), source.type(), source.metric(), numbers(source.params()));
                })
                .toList();
    }

    private static Map<String, Integer> numbers(Map<String, String> params) {
        return params.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> Integer.valueOf(each.getValue())));
    }
}
