package io.m2m.verifier.milvus2;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Level;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Metric;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.report.Conclusion;
import io.m2m.common.report.Differences;
import io.m2m.common.report.DifferentRow;
import io.m2m.common.staging.StagingLayout;
import io.m2m.verifier.verify.DumpedStore;
import io.m2m.verifier.verify.Row;
import io.m2m.verifier.verify.TargetSpec;
import io.m2m.verifier.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Staged files imported into a real server, and compared with what it then returns. */
class MilvusVerificationIT {
    @TempDir
    Path folder;

    private MilvusServer server;
    private MilvusTarget target;

    @BeforeEach
    void connect() {
        server = new MilvusServer(folder);
        target = new MilvusTarget(server.clients(), "id", "data");
    }

    @AfterEach
    void drop() {
        if (server != null) {
            target.close();
            server.close();
        }
    }

    @Test
    void verifiesRepeatedAndExtremeIds() throws IOException {
        TargetSpec spec = new TargetSpec(MilvusServer.name("green"));
        spec.partitions.put("tag_1", new ArrayList<>());
        spec.partitions.put("empty", new ArrayList<>());
        DumpedStore store = new DumpedStore(folder.resolve("staging"), "c", spec.name)
                .partition("tag-1", "tag_1")
                .partition("empty", "empty");
        Row[] rows = random(3_000, 1);
        store.task("_default", rows);
        store.task("_default", Row.floats(rows[5].id(), 9, 9, 9, 9), rows[6], rows[6]);
        store.task(
                "tag-1",
                rows[5],
                Row.floats(Long.MIN_VALUE, -0.0f, Float.MIN_VALUE, 0, 1),
                Row.floats(Long.MIN_VALUE + 1, 1, 2, 3, 4),
                Row.floats(-1, 1, 2, 3, 5),
                Row.floats(Long.MAX_VALUE - 1, 1, 2, 3, 6),
                Row.floats(Long.MAX_VALUE, 1, 2, 3, 7));
        move(store, spec, Map.of("_default", "_default", "tag-1", "tag_1"));

        for (Level level : Level.values()) {
            Conclusion conclusion = new Verification(store, "c", target).run(level);

            assertThat(conclusion.verdict()).as(level + " " + conclusion).isEqualTo(Verdict.VERIFIED);
            assertThat(conclusion.targetRows()).isEqualTo(3_009);
        }
        Conclusion full = new Verification(store, "c", target).run(Level.FULL);
        assertThat(full.repeatedIds()).isEqualTo(4);
        assertThat(full.index().state()).isEqualTo("Finished");
        assertThat(full.notes())
                .anySatisfy(note ->
                        assertThat(note).contains("9223372036854775807", "by count and by a search for its vector"));
    }

    @Test
    void verifiesBinaryVectorsOfAStructuralMetric() throws IOException {
        TargetSpec spec = new TargetSpec(MilvusServer.name("binary")).binary(16);
        spec.metric = "SUBSTRUCTURE";
        DumpedStore store = new DumpedStore(folder.resolve("staging"), "c", spec.name).binary(16);
        store.metric = Metric.SUBSTRUCTURE;
        store.task("_default", Row.bits(1, 0, 255), Row.bits(2, 128, 1), Row.bits(Long.MAX_VALUE, 3, 1));
        move(store, spec, Map.of("_default", "_default"));

        Conclusion conclusion = new Verification(store, "c", target).run(Level.FULL);

        assertThat(conclusion.verdict()).as(conclusion.toString()).isEqualTo(Verdict.VERIFIED);
        assertThat(conclusion.notes())
                .anySatisfy(note -> assertThat(note).contains("9223372036854775807", "checked by count"));
    }

    @Test
    void namesEveryRowThatDiffers() throws IOException {
        Row[] rows = random(2_000, 2);
        TargetSpec spec = new TargetSpec(MilvusServer.name("red"));
        DumpedStore store = new DumpedStore(folder.resolve("staging"), "c", spec.name);
        store.partition("other", "other").task("_default", rows).task("_default", rows[3]);
        store.index = new SourceIndex("IVF_FLAT", Map.of("nlist", "16"));
        store.write();
        List<Row> changed = new ArrayList<>(List.of(rows));
        changed.set(10, rows[10].flipped());
        changed.set(20, rows[21].withId(rows[20].id()));
        changed.set(21, rows[20].withId(rows[21].id()));
        changed.set(30, rows[31]);
        changed.remove(rows[40]);
        spec.rows("_default", changed.toArray(Row[]::new));
        spec.rows("other", rows[40]);
        server.make(spec);

        Conclusion conclusion = new Verification(store, "c", target).run(Level.FULL);

        assertThat(conclusion.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(conclusion.notes()).contains("index is FLAT, expected IVF_FLAT");
        assertThat(conclusion.differences().missing())
                .extracting(DifferentRow::id)
                .containsExactlyInAnyOrder(text(rows[30]), text(rows[40]), text(rows[3]));
        assertThat(conclusion.differences().extra())
                .containsExactlyInAnyOrder(
                        new DifferentRow(text(rows[31]), "_default", null),
                        new DifferentRow(text(rows[40]), "other", null));
        assertThat(conclusion.differences().different())
                .extracting(DifferentRow::id)
                .containsExactlyInAnyOrder(text(rows[10]), text(rows[20]), text(rows[21]));
    }

    @Test
    void seesRowsThatWereImportedIntoALoadedCollection() throws IOException {
        TargetSpec spec = new TargetSpec(MilvusServer.name("late"));
        DumpedStore store = new DumpedStore(folder.resolve("staging"), "c", spec.name);
        store.task("_default", random(100, 3)).write();
        server.create(spec);
        server.finish(spec);
        server.bulkInsert(spec.name, "_default", store.imports("_default").getFirst());

        assertThat(new Verification(store, "c", target).run(Level.FULL).verdict())
                .isEqualTo(Verdict.VERIFIED);
    }

    /** The server goes on answering without them for about ten seconds. */
    @Test
    void seesRowsTooManyThatWereImportedIntoALoadedCollection() throws IOException {
        TargetSpec spec = new TargetSpec(MilvusServer.name("hidden"));
        DumpedStore store = new DumpedStore(folder.resolve("staging"), "c", spec.name);
        Row[] rows = random(100, 4);
        store.task("_default", rows);
        move(store, spec, Map.of("_default", "_default"));
        server.createPartition(spec.name, "stranger");
        server.bulkInsert(spec, "stranger", List.of(rows[5]));
        server.bulkInsert(spec, "_default", List.of(rows[7]));

        Conclusion conclusion = new Verification(store, "c", target).run(Level.FULL);

        assertThat(conclusion.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(conclusion.notes()).contains("partition stranger with 1 rows is not in the source");
        assertThat(conclusion.differences().extra())
                .containsExactlyInAnyOrder(
                        new DifferentRow(text(rows[7]), "_default", null),
                        new DifferentRow(text(rows[5]), "stranger", null));
    }

    @Test
    void seesWhatWasDeletedAndInsertedAMomentAgo() throws IOException {
        TargetSpec spec = new TargetSpec(MilvusServer.name("now"));
        DumpedStore store = new DumpedStore(folder.resolve("staging"), "c", spec.name);
        Row[] rows = random(20_000, 5);
        store.task("_default", rows);
        move(store, spec, Map.of("_default", "_default"));
        Verification verification = new Verification(store, "c", target);
        assertThat(verification.run(Level.IDS).verdict()).isEqualTo(Verdict.VERIFIED);
        server.insert(spec.name, Row.floats(4711, 1, 2, 3, 4));
        server.delete(spec.name, rows[19_999].id());

        Conclusion conclusion = verification.run(Level.IDS);

        assertThat(conclusion.differences())
                .isEqualTo(new Differences(
                        List.of(new DifferentRow(text(rows[19_999]), "_default", "segment-of-t0")),
                        List.of(new DifferentRow("4711", "_default", null)),
                        List.of(),
                        1L,
                        1L,
                        0L,
                        StagingLayout.differences(DumpedStore.MIGRATION, "c")));
    }

    @Test
    void tellsHowFewRowsACoarseIndexFinds() throws IOException {
        TargetSpec spec = new TargetSpec(MilvusServer.name("quantized"));
        spec.index = "IVF_PQ";
        spec.params = Map.of("nlist", "8", "m", "2", "nbits", "4");
        DumpedStore store = new DumpedStore(folder.resolve("staging"), "c", spec.name);
        store.index = new SourceIndex("IVF_PQ", spec.params);
        store.task("_default", random(2_000, 7));
        move(store, spec, Map.of("_default", "_default"));

        Conclusion conclusion = new Verification(store, "c", target).run(Level.SEARCH);

        assertThat(conclusion.verdict()).as(conclusion.toString()).isEqualTo(Verdict.VERIFIED);
        assertThat(conclusion.notes()).isEmpty();
        assertThat(conclusion.search().recall()).isBetween(0.01, 0.9);
    }

    @Test
    void looksIntoAPartitionThatWasReleased() throws IOException {
        TargetSpec spec = new TargetSpec(MilvusServer.name("released"));
        spec.partitions.put("tag_1", new ArrayList<>());
        DumpedStore store = new DumpedStore(folder.resolve("staging"), "c", spec.name).partition("tag-1", "tag_1");
        store.task("tag-1", random(100, 6));
        move(store, spec, Map.of("tag-1", "tag_1"));
        server.releasePartition(spec.name, "tag_1");

        Conclusion conclusion = new Verification(store, "c", target).run(Level.FULL);

        assertThat(conclusion.verdict()).as(conclusion.toString()).isEqualTo(Verdict.VERIFIED);
    }

    /** Imports what is staged. */
    private void move(DumpedStore store, TargetSpec spec, Map<String, String> partitions) throws IOException {
        store.write();
        server.create(spec);
        partitions.forEach(
                (tag, name) -> store.imports(tag).forEach(files -> server.bulkInsert(spec.name, name, files)));
        server.finish(spec);
    }

    private static Row[] random(int rows, long seed) {
        Random random = new Random(seed);
        Row[] made = new Row[rows];
        for (int i = 0; i < rows; i++) {
            made[i] = Row.floats(
                    random.nextLong(),
                    random.nextFloat(),
                    random.nextFloat() - 1,
                    random.nextFloat(),
                    random.nextFloat());
        }
        return made;
    }

    private static String text(Row row) {
        return String.valueOf(row.id());
    }
}
