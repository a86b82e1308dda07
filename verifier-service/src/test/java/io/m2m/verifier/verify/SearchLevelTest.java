package io.m2m.verifier.verify;

import static io.m2m.common.message.Verdict.MISMATCH;
import static io.m2m.common.message.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Level;
import io.m2m.common.model.Metric;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.report.Conclusion;
import io.m2m.common.report.SearchReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What level search adds; the rows themselves are compared as in {@link CollectionVerifierTest}. */
class SearchLevelTest {
    @TempDir
    Path folder;

    private DumpedStore store;
    private TargetSpec spec;
    private FakeTarget target;
    private SearchSettings settings = new SearchSettings(20, 10, null);

    @BeforeEach
    void aCollectionWithTwoPartitions() {
        store = new DumpedStore(folder, "c", "c").partition("tag-1", "tag_1");
        spec = new TargetSpec("c");
        spec.partitions.put("tag_1", new ArrayList<>());
        target = new FakeTarget(spec);
    }

    private void both(Row[] rows) {
        Row[] first = java.util.Arrays.copyOf(rows, rows.length / 2);
        Row[] rest = java.util.Arrays.copyOfRange(rows, rows.length / 2, rows.length);
        store.task("_default", first).task("tag-1", rest);
        spec.rows("_default", first).rows("tag_1", rest);
    }

    private void index(String type, Map<String, String> params) {
        store.index = new SourceIndex(type, params);
        spec.index = type;
        spec.params = params;
    }

    private Conclusion search() throws IOException {
        store.write();
        return new Verification(store, "c", target, settings).run(Level.SEARCH);
    }

    private static Row[] floats(int rows) {
        Random random = new Random(rows);
        Row[] made = new Row[rows];
        for (int i = 0; i < rows; i++) {
            made[i] = Row.floats(
                    random.nextLong(), random.nextFloat(), random.nextFloat(), random.nextFloat(), -random.nextFloat());
        }
        return made;
    }

    private static Row[] bits(int rows) {
        Random random = new Random(rows);
        Row[] made = new Row[rows];
        for (int i = 0; i < rows; i++) {
            made[i] = Row.bits(i, random.nextInt(256), random.nextInt(256) & random.nextInt(256), random.nextInt(4));
        }
        return made;
    }

    @ParameterizedTest
    @EnumSource(names = "TANIMOTO", mode = EnumSource.Mode.EXCLUDE)
    void agreesWithATargetThatSearchesExactly(Metric metric) throws IOException {
        boolean binary = metric != Metric.L2 && metric != Metric.IP;
        if (binary) {
            store.binary(24);
            spec.binary(24);
        }
        store.metric = metric;
        spec.metric = metric.name();
        both(binary ? bits(300) : floats(300));

        Conclusion conclusion = search();

        assertThat(conclusion.verdict()).as(conclusion.toString()).isEqualTo(VERIFIED);
        assertThat(conclusion.search()).isEqualTo(new SearchReport(20, 10, 1, Map.of(), true));
    }

    @Test
    void computesTheDistancesThatJaccardHasInPlaceOfTanimoto() throws IOException {
        store.binary(24).metric = Metric.TANIMOTO;
        spec.binary(24).metric = "JACCARD";
        both(bits(100));

        Conclusion conclusion = search();

        assertThat(conclusion.verdict()).as(conclusion.toString()).isEqualTo(VERIFIED);
        assertThat(conclusion.search().recall()).isEqualTo(1);
    }

    @Test
    void wantsEveryNearestRowOfAnExhaustiveIndex() throws IOException {
        both(floats(100));
        target.forgotten = 1;

        Conclusion conclusion = search();

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.search().recall()).isEqualTo(0.9);
        assertThat(conclusion.notes())
                .contains("index FLAT looks at every row, and its searches found 180 of the 200 nearest ones")
                .anyMatch(note -> note.endsWith(" found 9 of its 10 nearest rows"));
    }

    @Test
    void onlyReportsWhatAnApproximateIndexFinds() throws IOException {
        index("IVF_FLAT", Map.of("nlist", "16"));
        both(floats(100));
        target.forgotten = 2;

        Conclusion conclusion = search();

        assertThat(conclusion.verdict()).as(conclusion.toString()).isEqualTo(VERIFIED);
        assertThat(conclusion.search()).isEqualTo(new SearchReport(20, 10, 0.8, Map.of("nprobe", 64), true));
        assertThat(target.searched).containsExactly(Map.of("nprobe", 64));
    }

    @Test
    void saysHowManyRowsWereSearchedWithoutTheIndex() throws IOException {
        index("IVF_FLAT", Map.of("nlist", "16"));
        both(floats(100));
        target.unindexed = 40;

        assertThat(search().notes())
                .containsExactly(
                        "40 rows are searched without the index: their segments are too small to have one, or it"
                                + " is not loaded yet");
    }

    @Test
    void refusesLessThanTheShareThatIsAskedFor() throws IOException {
        index("HNSW", Map.of("M", "16", "efConstruction", "200"));
        both(floats(100));
        target.forgotten = 2;
        settings = new SearchSettings(20, 10, 0.9);

        Conclusion conclusion = search();

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.notes())
                .contains("searches found 160 of the 200 nearest rows, less than verify.minRecall 0.9");
        assertThat(conclusion.search().parameters()).isEqualTo(Map.of("ef", 64));
    }

    @Test
    void wantsScoresToBeDistances() throws IOException {
        index("HNSW", Map.of("M", "16", "efConstruction", "200"));
        both(floats(100));
        target.scoreError = 0.001f;

        Conclusion conclusion = search();

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.notes()).contains("searches returned 200 rows whose score is not their distance");
    }

    @Test
    void doesNotCompareTheScoresOfCompressedVectors() throws IOException {
        index("IVF_SQ8", Map.of("nlist", "16"));
        both(floats(100));
        target.scoreError = 0.001f;

        Conclusion conclusion = search();

        assertThat(conclusion.verdict()).as(conclusion.toString()).isEqualTo(VERIFIED);
        assertThat(conclusion.search().scoresCompared()).isFalse();
    }

    @Test
    void takesOneRowForAnotherThatIsAsNear() throws IOException {
        Row[] rows = new Row[100];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Row.floats(i, 1, 2, 3, 4);
        }
        both(rows);
        target.forgotten = 30;

        Conclusion conclusion = search();

        assertThat(conclusion.verdict()).as(conclusion.toString()).isEqualTo(VERIFIED);
        assertThat(conclusion.search().recall()).isEqualTo(1);
    }

    @Test
    void allowsForTheCopiesOfARepeatedId() throws IOException {
        Row[] rows = floats(60);
        for (int i = 0; i < 30; i++) {
            rows[i + 30] = rows[i + 30].withId(rows[i].id());
        }
        both(rows);

        Conclusion conclusion = search();

        assertThat(conclusion.verdict()).as(conclusion.toString()).isEqualTo(VERIFIED);
        assertThat(conclusion.search().recall()).isEqualTo(1);
    }

    @Test
    void searchesInBlocks() throws IOException {
        both(floats(200));
        settings = new SearchSettings(120, 10, null);

        Conclusion conclusion = search();

        assertThat(conclusion.search().queries()).isEqualTo(120);
        assertThat(target.searched).hasSize(3);
    }

    @Test
    void namesRowsThatAreNotInTheSource() throws IOException {
        Row[] rows = floats(100);
        both(rows);
        for (int i = 0; i < 50; i++) {
            spec.rows("_default", rows[i].withId(-i - 1L));
        }
        store.write();

        Conclusion conclusion = search();

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.notes()).anyMatch(note -> note.contains("rows that are not in the source"));
    }

    @Test
    void leavesOutDistancesThatNoFloatHolds() throws IOException {
        Row[] rows = floats(50);
        rows[7] = Row.floats(7, Float.MAX_VALUE, -Float.MAX_VALUE, 0, 0);
        both(rows);
        settings = new SearchSettings(50, 10, null);

        Conclusion conclusion = search();

        assertThat(conclusion.verdict()).as(conclusion.toString()).isEqualTo(VERIFIED);
        assertThat(conclusion.search().recall()).isEqualTo(1);
    }

    @Test
    void searchesNoCollectionWithoutRows() throws IOException {
        store.task("_default");

        Conclusion conclusion = search();

        assertThat(conclusion.verdict()).isEqualTo(VERIFIED);
        assertThat(conclusion.search()).isNull();
    }
}
