package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/**
 * A migrated store changed behind m2m's back: verify names every row and every fact that is not as it was. Which change each
 * collection suffers is in {@code mutate.py}; which level sees it, in {@code docs/verification.md}.
 */
@ResourceLock(Milvus.OTHER_LOCAL)
class MutationIT {
    private final Path folder = Places.fresh("mutation");

    @Test
    void everyChangeOfTheTargetIsNamed() {
        Migrating migrating = migrated();
        Python.run(
                folder,
                "mutate.py",
                List.of(migrating.target().endpoint(), folder.resolve("more").toString()));

        Report full = differs(migrating, "full");
        Report ids = differs(migrating, "ids", "replaced", "vectors");
        Report counts = verifies(migrating, "counts", "replaced", "vectors");

        rowsAreNamed(full);
        factsAreNamed(full);
        assertThat(full.collectionsNot("MISMATCH")).containsExactly("untouched");
        assertThat(ids.collectionsNot("VERIFIED")).containsExactly("replaced");
        assertThat(rows(ids, "replaced")).isEqualTo(rows(full, "replaced"));
        assertThat(counts.root().path("level").asString()).isEqualTo("counts");
        for (String withheld : List.of("fingerprint", "idFingerprint")) {
            assertThat(counts.collection("vectors")
                            .path(withheld)
                            .path("target")
                            .isMissingNode())
                    .isTrue();
        }
    }

    private static void rowsAreNamed(Report report) {
        assertThat(rows(report, "replaced")).containsExactly("missing 3 _default 1000", "extra 103 _default");
        assertThat(rows(report, "vectors"))
                .containsExactlyInAnyOrder(
                        "different 5 _default 1000",
                        "different 6 _default 1000",
                        "different 8 _default 1000",
                        "different 9 _default 1000");
        assertThat(rows(report, "bits")).containsExactly("missing 20 _default 2000", "different 5 _default 1000");
        assertThat(rows(report, "copied")).containsExactly("extra 7 _default");
        assertThat(rows(report, "partitions"))
                .hasSize(13)
                .contains("missing 4 _default 1000", "extra 4 tag", "missing 51 lost 4000", "extra 77 stranger");
    }

    private static void factsAreNamed(Report report) {
        assertThat(notes(report, "partitions"))
                .containsExactlyInAnyOrder(
                        "partition lost is missing",
                        "partition empty with 0 rows is not in the source",
                        "partition stranger with 1 rows is not in the source");
        assertThat(notes(report, "metric")).contains("metric is IP, expected L2");
        assertThat(notes(report, "dimension")).contains("dimension of field data is 16, expected 8");
        assertThat(notes(report, "index")).contains("index is IVF_FLAT, expected FLAT");
        assertThat(notes(report, "unindexed")).contains("index is missing, expected FLAT with metric L2");
    }

    private Migrating migrated() {
        SourceStore store = new SourceStore(folder.resolve("store"));
        Python.run(folder, "small_store.py", List.of(store.folder().toString()));
        Migrating migrating =
                Migrating.to(Milvus.otherLocal(), folder, Configuration.local(store, folder.resolve("staging")));
        migrating.verified();
        return migrating;
    }

    /** @param collections all when there are none */
    private static Ended verify(Migrating migrating, String level, String... collections) {
        List<String> arguments = new ArrayList<>(List.of("--level", level));
        if (collections.length > 0) {
            arguments.addAll(List.of("--collections", String.join(",", collections)));
        }
        return migrating.verify(arguments.toArray(String[]::new));
    }

    private static Report differs(Migrating migrating, String level, String... collections) {
        Ended ended = verify(migrating, level, collections);
        assertThat(ended.code()).as(ended.err() + ended.out()).isEqualTo(1);
        assertThat(ended.out()).startsWith("MISMATCH").contains("compared at level " + level);
        assertThat(migrating.report().verdict()).isEqualTo("MISMATCH");
        return migrating.report();
    }

    private static Report verifies(Migrating migrating, String level, String... collections) {
        Ended ended = verify(migrating, level, collections);
        assertThat(ended.code()).as(ended.err() + ended.out()).isZero();
        assertThat(ended.out()).startsWith("VERIFIED").contains("compared at level " + level);
        return migrating.report();
    }

    /** Kind, id, partition and, for a row of the source, the segment. */
    private static List<String> rows(Report report, String collection) {
        JsonNode differences = report.collection(collection).path("differences");
        List<String> rows = new ArrayList<>();
        for (String kind : List.of("missing", "extra", "different")) {
            differences
                    .path(kind)
                    .forEach(row -> rows.add((kind + " " + row.path("id").asString() + " "
                                    + row.path("partition").asString() + " "
                                    + row.path("segment").asString(""))
                            .strip()));
        }
        return rows;
    }

    private static List<String> notes(Report report, String collection) {
        return report.collection(collection)
                .path("notes")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
