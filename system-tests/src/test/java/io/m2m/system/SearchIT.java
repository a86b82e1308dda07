package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Level search on the indexes of a real 1.x store, held against what NumPy computes of the same searches. */
@ResourceLock(Milvus.LOCAL)
class SearchIT {
    private static final int QUERIES = 60;
    private static final int NEAREST = 10;

    /** FLAT, HNSW, IVF_FLAT with an inner product over two partitions, IVF_PQ, BIN_FLAT, BIN_IVF_FLAT with JACCARD. */
    private static final List<String> COLLECTIONS =
            List.of("ivf_sq8", "hnsw", "ip_part", "ivf_pq", "bin_flat", "bin_ivf");

    private final Path folder = Places.fresh("search");
    private final SourceStore store = GenuineStore.unpack("indexed", folder.resolve("store"));

    @Test
    void recallIsWhatNumPyComputesAndAFloorIsHeld() {
        Migrating migrating =
                Migrating.to(Milvus.local(), folder, Configuration.local(store, folder.resolve("staging")));

        migrating.verified(
                "--collections",
                String.join(",", COLLECTIONS),
                "--set",
                "verify.level=search",
                "--set",
                "verify.queries=" + QUERIES);
        Report report = migrating.report();
        Map<String, Double> computed = recalls(migrating, report);
        Ended floor = verify(migrating, "0.99");

        assertThat(report.root().path("level").asString()).isEqualTo("search");
        assertThat(computed).hasSize(6);
        computed.forEach((collection, recall) -> assertThat(
                        search(report, collection).path("recall").asDouble())
                .as(collection)
                .isCloseTo(recall, Offset.offset(1e-9)));
        assertThat(computed.get("ivf_pq")).isLessThan(0.99);
        assertThat(search(report, "ivf_pq").path("scoresCompared").asBoolean()).isFalse();
        assertThat(search(report, "bin_flat").path("recall").asDouble()).isEqualTo(1);
        assertThat(search(report, "hnsw").path("parameters").path("ef").asInt()).isEqualTo(64);
        assertThat(floor.code()).as(floor.err()).isEqualTo(1);
        assertThat(migrating.report().collectionsNot("VERIFIED")).containsExactly("ivf_pq");
        assertThat(floor.out()).contains("recall", "less than verify.minRecall 0.99");
    }

    private static Map<String, Double> recalls(Migrating migrating, Report report) {
        SourceStore store = new SourceStore(migrating.folder().resolve("store"));
        List<String> arguments = new ArrayList<>(List.of(
                migrating.target().endpoint(),
                store.truth().toString(),
                report.root().path("migration").asString(),
                String.valueOf(QUERIES),
                String.valueOf(NEAREST)));
        arguments.addAll(COLLECTIONS);
        String json = Python.run(migrating.folder(), "recall.py", arguments);
        return new JsonMapper().readValue(json, new TypeReference<>() {});
    }

    private static Ended verify(Migrating migrating, String minRecall) {
        return migrating.verify(
                "--level",
                "search",
                "--collections",
                "ivf_pq,bin_flat",
                "--set",
                "verify.queries=" + QUERIES,
                "--set",
                "verify.minRecall=" + minRecall);
    }

    private static JsonNode search(Report report, String collection) {
        return report.collection(collection).path("search");
    }
}
