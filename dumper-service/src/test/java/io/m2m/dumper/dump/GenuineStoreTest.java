package io.m2m.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.json.Json;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.model.VectorType;
import io.m2m.common.storage.LocalObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What servers of 1.x wrote, against what they had been told: every partition, bit for bit, as multisets of rows. */
class GenuineStoreTest {
    private static final Path STORES = Path.of("src/test/resources/genuine");
    private static final String SEGMENTS = """
            select distinct f.table_id, f.segment_id from TableFiles f join Tables t on t.table_id = f.table_id
            where f.file_type in (1, 2, 7) and t.state = 0
              and (t.table_id = ? and ? = '_default' or t.owner_table = ? and t.partition_tag = ?)
            order by f.segment_id""";

    @TempDir
    private Path folder;

    private Bench bench;

    record Part(String store, String collection, int dim, boolean binary, String tag, String ids, String vectors) {
        @Override
        public String toString() {
            return store + ": " + collection + "/" + tag;
        }
    }

    static Stream<Part> partitions() throws IOException {
        List<Part> parts = new ArrayList<>();
        for (String store : List.of("codec_100", "mixed", "indexed", "index_pair")) {
            JsonNode truth = Json.mapper().readTree(Files.readString(STORES.resolve(store + "/truth/truth.json")));
            for (Map.Entry<String, JsonNode> collection :
                    truth.get("collections").properties()) {
                JsonNode facts = collection.getValue();
                for (JsonNode partition : facts.get("partitions")) {
                    parts.add(new Part(
                            store,
                            collection.getKey(),
                            facts.get("dimension").asInt(),
                            facts.get("metric_type").asInt() >= 3,
                            partition.get("tag").asString(),
                            partition.get("ids").asString(),
                            partition.get("vectors").asString()));
                }
            }
        }
        return parts.stream();
    }

    @BeforeEach
    void prepare() throws IOException {
        bench = new Bench(folder);
        bench.skipInvalid(true);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("partitions")
    void givesTheRowsTheServerHeld(Part part) throws Exception {
        Path store = STORES.resolve(part.store());
        bench.roots = List.of(new LocalObjectStore(store.resolve("db/tables")));
        List<SegmentSlice> slices = slices(store, part);
        long rows = slices.stream().mapToLong(SegmentSlice::rows).sum();
        VectorType type = part.binary() ? VectorType.BINARY : VectorType.FLOAT;

        bench.dump(new DumpPlan(Bench.TASK, "c", "_default", type, part.dim(), rows, rows, slices), (r, b) -> {});

        TaskOutcome outcome = bench.outcome();
        List<String> truth = NpyRows.of(
                store.resolve("truth").resolve(part.ids()),
                store.resolve("truth").resolve(part.vectors()));
        List<String> invalid = part.binary()
                ? List.of()
                : truth.stream().filter(GenuineStoreTest::invalid).toList();
        List<String> expected = new ArrayList<>(truth);
        expected.removeAll(invalid);
        assertThat(dumped(expected.isEmpty())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(outcome.quarantined()).isEmpty();
        assertThat(outcome.skipped().stream().flatMap(skipped -> skipped.ids().stream()))
                .containsExactlyInAnyOrderElementsOf(invalid.stream()
                        .map(row -> row.substring(0, row.indexOf(' ')))
                        .toList());
        assertThat(outcome.manifest().repeatedIds())
                .isEqualTo(expected.size()
                        - expected.stream()
                                .map(row -> row.substring(0, row.indexOf(' ')))
                                .distinct()
                                .count());
    }

    private List<String> dumped(boolean nothing) throws IOException {
        if (nothing) {
            assertThat(bench.taskFolder()).doesNotExist();
            return List.of();
        }
        return NpyRows.of(
                bench.taskFolder().resolve("id.npy"), bench.taskFolder().resolve("data.npy"));
    }

    private static boolean invalid(String row) {
        byte[] vector = java.util.HexFormat.of().parseHex(row.substring(row.indexOf(' ') + 1));
        ByteBuffer singles = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN);
        while (singles.hasRemaining()) {
            if (!Float.isFinite(singles.getFloat())) {
                return true;
            }
        }
        return false;
    }

    private static List<SegmentSlice> slices(Path store, Part part) throws SQLException, IOException {
        Path tables = store.resolve("db/tables");
        List<SegmentSlice> slices = new ArrayList<>();
        String url = "jdbc:sqlite:file:" + store.resolve("db/meta.sqlite") + "?immutable=1";
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement query = connection.prepareStatement(SEGMENTS)) {
            query.setString(1, part.collection());
            query.setString(2, part.tag());
            query.setString(3, part.collection());
            query.setString(4, part.tag());
            ResultSet found = query.executeQuery();
            while (found.next()) {
                String segment = found.getString(1) + "/" + found.getString(2);
                long rows = (Files.size(tables.resolve(segment).resolve(found.getString(2) + ".uid")) - 8) / 8;
                slices.add(Bench.slice(tables, 0, segment, 0, rows, rows));
            }
        }
        return slices;
    }
}
