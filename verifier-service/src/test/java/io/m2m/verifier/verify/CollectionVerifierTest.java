package io.m2m.verifier.verify;

import static io.m2m.common.message.Verdict.INCOMPLETE;
import static io.m2m.common.message.Verdict.MISMATCH;
import static io.m2m.common.message.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.message.Level;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.report.Conclusion;
import io.m2m.common.report.Differences;
import io.m2m.common.report.DifferentRow;
import io.m2m.common.report.KeptCopies;
import io.m2m.common.report.RepeatedId;
import io.m2m.common.schema.ServerVersion;
import io.m2m.common.staging.StagingLayout;
import io.m2m.verifier.staged.StagedFiles;
import io.m2m.verifier.staged.StagedTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CollectionVerifierTest {
    private static final String KEPT_COPIES = ".m2m/m-0123456789abcdef/kept-copies/c.jsonl";
    private static final Row ONE = Row.floats(1, 1, 1, 1, 1);
    private static final Row TWO = Row.floats(2, 0.5f, -0.0f, 2, -1.5f);
    private static final Row THREE = Row.floats(3, 3, 3, 3, 3);

    @TempDir
    Path folder;

    private DumpedStore store;
    private TargetSpec spec;
    private FakeTarget target;

    @BeforeEach
    void aCollectionWithTwoPartitions() {
        store = new DumpedStore(folder, "c", "c").partition("tag-1", "tag_1");
        spec = new TargetSpec("c");
        spec.partitions.put("tag_1", new ArrayList<>());
        target = new FakeTarget(spec);
    }

    /** Dumps the rows and puts them on the target as they are. */
    private void both(String tag, Row... rows) {
        store.task(tag, rows);
        spec.rows(tag.equals("tag-1") ? "tag_1" : tag, rows);
    }

    private Conclusion verify(Level level) throws IOException {
        store.write();
        return new Verification(store, "c", target).run(level);
    }

    private static DifferentRow at(long id, String partition, String segment) {
        return new DifferentRow(String.valueOf(id), partition, segment);
    }

    /** All rows that differ, so few that none is left to the file. */
    private static Differences differences(
            List<DifferentRow> missing, List<DifferentRow> extra, List<DifferentRow> different) {
        return new Differences(
                missing,
                extra,
                different,
                (long) missing.size(),
                (long) extra.size(),
                (long) different.size(),
                ".m2m/m-0123456789abcdef/verify/c/differences.jsonl");
    }

    @ParameterizedTest
    @EnumSource
    void verifiesWhatIsTheSame(Level level) throws IOException {
        both("_default", ONE, TWO);
        both("tag-1", THREE);

        Conclusion conclusion = verify(level);

        assertThat(conclusion.verdict()).isEqualTo(VERIFIED);
        assertThat(conclusion.targetRows()).isEqualTo(3);
        assertThat(conclusion.differences()).isEqualTo(Differences.none());
        assertThat(conclusion.notes()).isEmpty();
        assertThat(conclusion.repeatedIds()).isZero();
        assertThat(conclusion.repeated()).isNull();
        assertThat(conclusion.index().state()).isEqualTo("Finished");
    }

    @Test
    void tellsTheFingerprintsOfTheContract() throws IOException {
        both("_default", ONE, TWO);

        Conclusion conclusion = verify(Level.FULL);

        assertThat(conclusion.fingerprint().source()).isEqualTo("c2d68fe8c54557a9996f7d159cd3ebea");
        assertThat(conclusion.fingerprint().target()).isEqualTo("c2d68fe8c54557a9996f7d159cd3ebea");
        assertThat(conclusion.idFingerprint().target()).isEqualTo("3d9eee8fc7e25fbb24cd8ef21098b1d1");
        assertThat(conclusion.partitions().getFirst().source()).isEmpty();
        assertThat(conclusion.partitions().get(1).fingerprint().target()).isEqualTo("0".repeat(32));
    }

    @Test
    void doesNotTouchStagedDataWhenSumsAgree() throws IOException {
        both("_default", ONE, TWO);
        store.write();
        Files.delete(store.file(0, "id.npy"));
        Files.delete(store.file(0, "data.npy"));

        assertThat(new Verification(store, "c", target).run(Level.FULL).verdict())
                .isEqualTo(VERIFIED);
    }

    @Test
    void saysNothingOfWhatALevelLeavesOut() throws IOException {
        both("_default", ONE, TWO);

        Conclusion ids = verify(Level.IDS);
        Conclusion counts = verify(Level.COUNTS);

        assertThat(ids.fingerprint().target()).isNull();
        assertThat(ids.idFingerprint().target()).isNotNull();
        assertThat(counts.idFingerprint().target()).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"IDS", "SAMPLE", "FULL"})
    void namesADroppedRowAndItsSegment(Level level) throws IOException {
        Map<String, List<Row>> segments = new LinkedHashMap<>();
        segments.put("s1", List.of(ONE));
        segments.put("s2", List.of(TWO, THREE));
        store.task("tag-1", segments);
        spec.rows("tag_1", ONE, THREE);

        Conclusion conclusion = verify(level);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.differences())
                .isEqualTo(differences(List.of(at(2, "tag-1", "s2")), List.of(), List.of()));
        assertThat(conclusion.partitions().get(1).targetRows()).isEqualTo(2);
    }

    @Test
    void namesADroppedRowThoughAnAddedOneHidesItFromTheCount() throws IOException {
        store.task("_default", ONE, TWO);
        spec.rows("_default", ONE, THREE);

        Conclusion conclusion = verify(Level.IDS);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.differences())
                .isEqualTo(differences(
                        List.of(at(2, "_default", "segment-of-t0")), List.of(at(3, "_default", null)), List.of()));
    }

    @ParameterizedTest
    @EnumSource(names = {"SAMPLE", "FULL"})
    void namesRowsWhoseVectorsWereExchanged(Level level) throws IOException {
        store.task("_default", ONE, TWO, THREE);
        spec.rows("_default", ONE.withId(2), TWO.withId(1), THREE);

        Conclusion conclusion = verify(level);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.differences().different())
                .containsExactlyInAnyOrder(at(1, "_default", "segment-of-t0"), at(2, "_default", "segment-of-t0"));
        assertThat(conclusion.differences().missing()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SAMPLE", "FULL"})
    void namesARowOfWhichOneBitIsFlipped(Level level) throws IOException {
        store.task("_default", ONE, TWO, THREE);
        spec.rows("_default", ONE, TWO.flipped(), THREE);

        Conclusion conclusion = verify(level);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.differences())
                .isEqualTo(differences(List.of(), List.of(), List.of(at(2, "_default", "segment-of-t0"))));
    }

    @Test
    void seesZeroLoseItsSign() throws IOException {
        store.task("_default", Row.floats(1, -0.0f, 0, 0, 0));
        spec.rows("_default", Row.floats(1, 0.0f, 0, 0, 0));

        assertThat(verify(Level.FULL).verdict()).isEqualTo(MISMATCH);
    }

    @Test
    void namesARowThatIsThereTwice() throws IOException {
        store.task("_default", ONE, TWO, THREE);
        spec.rows("_default", ONE, TWO, TWO, THREE);

        Conclusion conclusion = verify(Level.FULL);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.differences())
                .isEqualTo(differences(List.of(), List.of(at(2, "_default", null)), List.of()));
    }

    @Test
    void namesARowInTheWrongPartitionTwice() throws IOException {
        store.task("_default", ONE, TWO);
        spec.rows("_default", ONE).rows("tag_1", TWO);

        Conclusion conclusion = verify(Level.FULL);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.differences())
                .isEqualTo(differences(
                        List.of(at(2, "_default", "segment-of-t0")), List.of(at(2, "tag_1", null)), List.of()));
    }

    @Test
    void namesARowInAPartitionOfTheTargetsOwn() throws IOException {
        store.task("_default", ONE, TWO);
        spec.rows("_default", ONE).rows("stranger", TWO);

        Conclusion conclusion = verify(Level.FULL);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.notes()).contains("partition stranger with 1 rows is not in the source");
        assertThat(conclusion.differences().extra()).containsExactly(at(2, "stranger", null));
        assertThat(conclusion.targetRows()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void namesAPartitionOfTheTargetsOwnThoughItIsEmpty(Level level) throws IOException {
        both("_default", ONE);
        spec.partitions.put("stranger", new ArrayList<>());

        Conclusion conclusion = verify(level);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.notes()).containsExactly("partition stranger with 0 rows is not in the source");
    }

    @Test
    void namesAFieldOfTheTargetsOwn() throws IOException {
        both("_default", ONE);
        spec.moreFields.add("price");

        Conclusion conclusion = verify(Level.COUNTS);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.notes()).containsExactly("field price is not in the source");
    }

    @Test
    void namesTheRowsOfAMissingPartition() throws IOException {
        store.task("_default", ONE).task("tag-1", TWO);
        spec.rows("_default", ONE);
        spec.partitions.remove("tag_1");

        Conclusion conclusion = verify(Level.FULL);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.notes()).containsExactly("partition tag_1 is missing");
        assertThat(conclusion.differences().missing()).containsExactly(at(2, "tag-1", "segment-of-t1"));
    }

    @Test
    void missesAPartitionWithoutRows() throws IOException {
        both("_default", ONE);
        spec.partitions.remove("tag_1");

        assertThat(verify(Level.COUNTS).verdict()).isEqualTo(MISMATCH);
    }

    @ParameterizedTest
    @EnumSource
    void seesAnotherMetric(Level level) throws IOException {
        both("_default", ONE);
        spec.metric = "IP";

        Conclusion conclusion = verify(level);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.notes()).containsExactly("metric is IP, expected L2");
    }

    @Test
    void seesAnotherIndexAndOtherParameters() throws IOException {
        both("_default", ONE);
        store.index = new SourceIndex("IVF_FLAT", Map.of("nlist", "16"));
        Conclusion type = verify(Level.COUNTS);
        spec.index = "IVF_FLAT";
        spec.params = Map.of("nlist", "17");
        Conclusion parameter = verify(Level.COUNTS);
        spec.params = Map.of("nlist", "16");
        Conclusion same = verify(Level.COUNTS);

        assertThat(type.notes()).containsExactly("index is FLAT, expected IVF_FLAT");
        assertThat(parameter.notes()).containsExactly("nlist of index IVF_FLAT is 17, expected 16");
        assertThat(same.verdict()).isEqualTo(VERIFIED);
    }

    @Test
    void seesAnotherDimension() throws IOException {
        both("_default", ONE);
        spec.dim = 8;

        Conclusion conclusion = verify(Level.FULL);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.notes()).contains("dimension of field data is 8, expected 4");
    }

    @Test
    void seesAnotherVectorType() throws IOException {
        both("_default", ONE);
        spec.binary(128);

        assertThat(verify(Level.COUNTS).notes())
                .contains("vector type of field data is BinaryVector, expected FloatVector");
    }

    @Test
    void missesTheIndex() throws IOException {
        both("_default", ONE);
        spec.indexed = false;
        spec.loaded = false;

        Conclusion conclusion = verify(Level.FULL);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.notes()).contains("index is missing, expected FLAT with metric L2");
        assertThat(conclusion.targetRows()).isEqualTo(1);
        assertThat(conclusion.fingerprint().target()).isNull();
    }

    @Test
    void missesTheCollection() throws IOException {
        store.task("_default", ONE).write();
        FakeTarget elsewhere = new FakeTarget(new TargetSpec("other"));

        Conclusion conclusion = new Verification(store, "c", elsewhere).run(Level.FULL);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.notes()).containsExactly("collection c does not exist on the target");
    }

    @Test
    void loadsACollectionThatIsNotLoaded() throws IOException {
        both("_default", ONE);
        spec.loaded = false;

        assertThat(verify(Level.FULL).verdict()).isEqualTo(VERIFIED);
        assertThat(target.loads).isEqualTo(1);
    }

    @Test
    void refreshesALoadedCollectionBeforeItMissesRows() throws IOException {
        both("_default", ONE, TWO);
        target.hidden = 1;

        assertThat(verify(Level.FULL).verdict()).isEqualTo(VERIFIED);
        assertThat(target.refreshes).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void seesRowsThatTheLoadedCollectionDoesNotShowYet(Level level) throws IOException {
        store.task("_default", ONE, TWO);
        spec.rows("_default", ONE, TWO, TWO);
        target.hidden = 1;

        Conclusion conclusion = verify(level);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.targetRows()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void allowsForRepeatedIds(Level level) throws IOException {
        Row otherTwo = Row.floats(2, 7, 7, 7, 7);
        both("_default", ONE, TWO, THREE, Row.floats(4, 4, 4, 4, 4), Row.floats(5, 5, 4, 4, 4));
        both("_default", otherTwo, TWO);
        both("tag-1", TWO);

        Conclusion conclusion = verify(level);

        assertThat(conclusion.verdict()).isEqualTo(VERIFIED);
        assertThat(conclusion.differences()).isEqualTo(Differences.none());
        assertThat(conclusion.repeatedIds()).isEqualTo(level == Level.COUNTS ? 1 : 3);
        assertThat(conclusion.targetRows()).isEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource(names = "COUNTS", mode = EnumSource.Mode.EXCLUDE)
    void listsRepeatedIdsWithTheNumberOfTheirCopiesInAllPartitions(Level level) throws IOException {
        both("_default", ONE, TWO, THREE);
        both("_default", Row.floats(2, 7, 7, 7, 7), TWO, Row.floats(-4, 4, 4, 4, 4));
        both("tag-1", TWO, THREE);

        KeptCopies repeated = verify(level).repeated();

        assertThat(repeated)
                .isEqualTo(new KeptCopies(2, List.of(new RepeatedId("2", 4), new RepeatedId("3", 2)), KEPT_COPIES));
        assertThat(Files.readAllLines(folder.resolve(KEPT_COPIES)))
                .containsExactly("{\"id\":\"2\",\"copies\":4}", "{\"id\":\"3\",\"copies\":2}");
    }

    @Test
    void listsIdsThatOnlyOneTaskRepeats() throws IOException {
        both("_default", ONE, TWO, TWO);
        both("_default", Row.floats(7, 7, 7, 7, 7), Row.floats(8, 8, 8, 8, 8));
        both("tag-1", Row.floats(9, 9, 9, 9, 9));

        Conclusion conclusion = verify(Level.FULL);

        assertThat(conclusion.repeatedIds()).isEqualTo(1);
        assertThat(conclusion.repeated()).isEqualTo(new KeptCopies(1, List.of(new RepeatedId("2", 2)), KEPT_COPIES));
    }

    @Test
    void listsEveryRepeatedIdInAFileAndTheFirstInTheReport() throws IOException {
        Row[] rows = new Row[250];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Row.floats(i, i, 1, 1, 1);
        }
        both("_default", rows);
        both("_default", rows);

        KeptCopies repeated = verify(Level.IDS).repeated();

        assertThat(repeated.ids()).isEqualTo(250);
        assertThat(repeated.first())
                .hasSize(100)
                .startsWith(new RepeatedId("0", 2))
                .endsWith(new RepeatedId("99", 2));
        assertThat(Files.readAllLines(folder.resolve(KEPT_COPIES)))
                .hasSize(250)
                .endsWith("{\"id\":\"249\",\"copies\":2}");
    }

    @Test
    void saysThatRepeatedIdsAreNotListedAtALevelThatReadsNone() throws IOException {
        both("_default", ONE, TWO, TWO);
        verify(Level.IDS);

        Conclusion conclusion = verify(Level.COUNTS);

        assertThat(conclusion.repeated()).isNull();
        assertThat(conclusion.notes())
                .containsExactly("at least 1 rows repeat the id of another row; which ids these are is not listed,"
                        + " because no ids were read; verify at level ids or above lists them");
        assertThat(folder.resolve(KEPT_COPIES)).doesNotExist();
    }

    @Test
    void countsIdsRepeatedAcrossPartitions() throws IOException {
        both("_default", ONE, TWO);
        both("tag-1", TWO, THREE);

        Conclusion conclusion = verify(Level.FULL);

        assertThat(conclusion.verdict()).isEqualTo(VERIFIED);
        assertThat(conclusion.repeatedIds()).isEqualTo(1);
    }

    @Test
    void asksForRepeatedIdsOnlyAndNotForTheWholeRangeAgain() throws IOException {
        Row[] rows = new Row[1_000];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Row.floats(i, i, 1, 1, 1);
        }
        both("_default", rows);
        both("_default", Row.floats(7, 0, 0, 0, 0));

        assertThat(verify(Level.FULL).verdict()).isEqualTo(VERIFIED);
        assertThat(target.rowsRead).isEqualTo(1_000 + 1);
    }

    @Test
    void seesARepeatedIdComeBackAsNoneOfItsCopies() throws IOException {
        store.task("_default", ONE, TWO, Row.floats(2, 7, 7, 7, 7), THREE);
        spec.rows("_default", ONE, TWO.flipped(), Row.floats(2, 7, 7, 7, 7), THREE);

        Conclusion conclusion = verify(Level.FULL);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.differences().different()).containsExactly(at(2, "_default", "segment-of-t0"));
    }

    @Test
    void missesOneCopyOfARepeatedId() throws IOException {
        store.task("_default", ONE, TWO, TWO, TWO, THREE);
        spec.rows("_default", ONE, TWO, TWO, THREE);

        Conclusion conclusion = verify(Level.FULL);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.differences())
                .isEqualTo(differences(List.of(at(2, "_default", "segment-of-t0")), List.of(), List.of()));
    }

    @Test
    void missesEveryCopyOfARepeatedIdWithoutCounting() throws IOException {
        target.version = ServerVersion.parse("2.2.16");
        store.task("_default", ONE, TWO, TWO, THREE);
        spec.rows("_default", ONE, THREE);

        Conclusion conclusion = verify(Level.FULL);

        assertThat(conclusion.differences().missing())
                .containsExactly(at(2, "_default", "segment-of-t0"), at(2, "_default", "segment-of-t0"));
    }

    @Test
    void seesACopyOfOneIdInPlaceOfAnother() throws IOException {
        store.task("_default", ONE, TWO, TWO, THREE);
        spec.rows("_default", ONE, ONE, TWO, THREE);

        Conclusion conclusion = verify(Level.IDS);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.differences())
                .isEqualTo(differences(
                        List.of(at(2, "_default", "segment-of-t0")), List.of(at(1, "_default", null)), List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void verifiesIdsAtBothEnds(Level level) throws IOException {
        both(
                "_default",
                Row.floats(Long.MIN_VALUE, 1, 2, 3, 4),
                Row.floats(Long.MIN_VALUE + 1, 2, 3, 4, 5),
                Row.floats(-1, 3, 4, 5, 6),
                Row.floats(0, 4, 5, 6, 7),
                Row.floats(Long.MAX_VALUE - 1, 5, 6, 7, 8),
                Row.floats(Long.MAX_VALUE, 6, 7, 8, 9));

        Conclusion conclusion = verify(level);

        assertThat(conclusion.verdict()).isEqualTo(VERIFIED);
        if (level != Level.COUNTS) {
            assertThat(conclusion.notes())
                    .containsExactly("id 9223372036854775807 in partition _default is returned by no query;"
                            + " it was checked by count and by a search for its vector");
        }
    }

    @Test
    void missesTheLastIdThoughTheCountAgrees() throws IOException {
        store.task("_default", ONE, Row.floats(Long.MAX_VALUE, 6, 7, 8, 9));
        spec.rows("_default", ONE, ONE);

        Conclusion conclusion = verify(Level.IDS);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.differences())
                .isEqualTo(differences(
                        List.of(at(Long.MAX_VALUE, "_default", "segment-of-t0")),
                        List.of(at(1, "_default", null)),
                        List.of()));
    }

    @Test
    void seesAnotherVectorOfTheLastId() throws IOException {
        store.task("_default", ONE, Row.floats(Long.MAX_VALUE, 6, 7, 8, 9));
        spec.rows("_default", ONE, Row.floats(Long.MAX_VALUE, 6, 7, 8, 8));

        assertThat(verify(Level.FULL).differences().different())
                .containsExactly(at(Long.MAX_VALUE, "_default", "segment-of-t0"));
    }

    @Test
    void seesAnAddedLastId() throws IOException {
        store.task("_default", ONE);
        spec.rows("_default", ONE, Row.floats(Long.MAX_VALUE, 6, 7, 8, 9));

        assertThat(verify(Level.FULL).differences().extra()).containsExactly(at(Long.MAX_VALUE, "_default", null));
    }

    @Test
    void verifiesBinaryVectors() throws IOException {
        store.binary(16);
        spec.binary(16);
        both("_default", Row.bits(1, 0, 255), Row.bits(2, 128, 1));

        assertThat(verify(Level.FULL).verdict()).isEqualTo(VERIFIED);
    }

    @Test
    void namesABinaryVectorThatDiffers() throws IOException {
        store.binary(16).task("_default", Row.bits(1, 0, 255), Row.bits(2, 128, 1));
        spec.binary(16).rows("_default", Row.bits(1, 0, 255), Row.bits(2, 128, 3));

        assertThat(verify(Level.FULL).differences().different()).containsExactly(at(2, "_default", "segment-of-t0"));
    }

    @ParameterizedTest
    @EnumSource
    void verifiesAnEmptyCollection(Level level) throws IOException {
        store.task("_default");

        Conclusion conclusion = verify(level);

        assertThat(conclusion.verdict()).isEqualTo(VERIFIED);
        assertThat(conclusion.targetRows()).isZero();
    }

    @Test
    void seesAWrongCountAtTheFirstLook() throws IOException {
        store.task("_default", ONE, TWO);
        spec.rows("_default", ONE);

        Conclusion conclusion = verify(Level.COUNTS);

        assertThat(conclusion.verdict()).isEqualTo(MISMATCH);
        assertThat(conclusion.notes()).containsExactly("partition _default has 1 rows on the target, expected 2");
    }

    @Test
    void saysWhatWasNeverDumped() throws IOException {
        both("_default", ONE);
        store.undumped = 2;

        Conclusion conclusion = verify(Level.FULL);

        assertThat(conclusion.verdict()).isEqualTo(INCOMPLETE);
        assertThat(conclusion.notes()).containsExactly("2 planned tasks are not dumped, the first is undumped-0");
    }

    @Test
    void comparesAsManyVectorsAsTheSampleAsksFor() throws IOException {
        Row[] rows = new Row[100];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Row.floats(i, i, 1, 1, 1);
        }
        store.task("_default", rows).write();
        for (Row row : rows) {
            spec.rows("_default", row.flipped());
        }

        Conclusion some = new Verification(store, "c", target, 7, 100).run(Level.SAMPLE);
        Conclusion again = new Verification(store, "c", target, 7, 100).run(Level.SAMPLE);

        assertThat(some.verdict()).isEqualTo(MISMATCH);
        assertThat(some.differences().different()).hasSize(7);
        assertThat(again.differences()).isEqualTo(some.differences());
    }

    @Test
    void choosesAnotherSampleForAnotherMigration() throws IOException {
        store.task("_default", ONE, TWO, THREE).write();
        StagedFiles files = new StagedFiles(store.staging);
        List<StagedTask> tasks = StagedCollection.read(store.documents, DumpedStore.MIGRATION, "c")
                .partition("_default")
                .tasks();

        long limit = new SeededSample(files, "m-1").limit(tasks, 1);

        assertThat(new SeededSample(files, "m-1").limit(tasks, 1)).isEqualTo(limit);
        assertThat(new SeededSample(files, "m-2").limit(tasks, 1)).isNotEqualTo(limit);
    }

    @Test
    void writesEveryDifferenceToAFileAndTheFirstToTheReport() throws IOException {
        Row[] rows = new Row[250];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Row.floats(i, i, 1, 1, 1);
        }
        store.task("_default", rows);
        spec.rows("_default", rows[9]);
        String key = StagingLayout.differences(DumpedStore.MIGRATION, "c");

        Conclusion conclusion = verify(Level.FULL);
        List<String> lines = Files.readAllLines(folder.resolve(key));
        spec.partitions.put("_default", List.of(rows));
        verify(Level.FULL);

        assertThat(conclusion.differences().missing()).hasSize(100);
        assertThat(conclusion.differences().missingRows()).isEqualTo(249);
        assertThat(conclusion.differences().extraRows()).isZero();
        assertThat(conclusion.differences().differentRows()).isZero();
        assertThat(conclusion.differences().file()).isEqualTo(key);
        assertThat(lines)
                .hasSize(249)
                .contains("{\"kind\":\"missing\",\"id\":\"249\",\"partition\":\"_default\","
                        + "\"segment\":\"segment-of-t0\"}");
        assertThat(folder.resolve(key)).doesNotExist();
    }

    @Test
    void saysThatStagedDataWasChanged() throws IOException {
        store.task("_default", ONE, TWO).write();
        spec.rows("_default", ONE);
        byte[] file = Files.readAllBytes(store.file(0, "data.npy"));
        file[file.length - 1] ^= 1;
        Files.write(store.file(0, "data.npy"), file);

        assertThatThrownBy(() -> new Verification(store, "c", target).run(Level.FULL))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        damaged -> assertThat(damaged.problem())
                                .satisfies(problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.DAMAGED))
                                .satisfies(problem ->
                                        assertThat(problem.sentence()).contains("c/_default/t0/data.npy", "CRC-32C")));
    }

    @Test
    void doesNotTakeTheEvidenceOfAnotherRun() throws IOException {
        both("_default", ONE);
        store.write();
        Verification verification = new Verification(store, "c", target);
        int ranges = verification.inspect(Level.FULL);

        assertThatThrownBy(() -> verification.conclude(Level.FULL, ranges))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("range-0.json");
    }

    @Test
    void verifiesATargetWithoutCountsByItsStatistics() throws IOException {
        target.version = ServerVersion.parse("2.2.16");
        both("_default", ONE, TWO, TWO, THREE, Row.floats(Long.MAX_VALUE, 6, 7, 8, 9));

        assertThat(verify(Level.FULL).verdict()).isEqualTo(VERIFIED);
        assertThat(target.countsAsked).isZero();

        spec.rows("_default", ONE);
        Conclusion doubled = verify(Level.FULL);
        assertThat(doubled.verdict()).isEqualTo(MISMATCH);
        assertThat(doubled.notes())
                .contains("partition _default has 6 rows on the target, expected 5;"
                        + " not every row of the difference could be named");
    }

    @Test
    void readsALargePartitionInRanges() throws IOException {
        Row[] rows = new Row[1_000];
        for (int i = 0; i < rows.length; i++) {
            // Most ids are near each other, the others far away on both sides.
            long id = i % 10 == 0 ? (i - 500) * (Long.MAX_VALUE / 600) : i;
            rows[i] = Row.floats(id, i, 1, 1, 1);
        }
        store.task("_default", rows);
        store.task("_default", rows[11], rows[999]);
        store.write();
        spec.rows("_default", rows).rows("_default", rows[11], rows[999]);
        Verification verification = new Verification(store, "c", target, 10, 100);
        int ranges = verification.inspect(Level.FULL);
        List<Long> read = new ArrayList<>();
        for (int range = 0; range < ranges; range++) {
            read.add(verification.compare(Level.FULL, range).rows());
        }

        assertThat(read).hasSizeGreaterThan(9).allMatch(count -> count <= 110);
        assertThat(read.stream().mapToLong(Long::longValue).sum()).isEqualTo(1_000);
        assertThat(verification.run(Level.FULL).verdict()).isEqualTo(VERIFIED);
    }

    @Test
    void looksForDifferencesInTheRangesThatDifferOnly() throws IOException {
        Row[] rows = new Row[1_000];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Row.floats(i, i, 1, 1, 1);
        }
        store.task("_default", rows).write();
        List<Row> changed = new ArrayList<>(List.of(rows));
        changed.set(5, rows[5].flipped());
        changed.set(700, rows[701]);
        spec.rows("_default", changed.toArray(Row[]::new));

        Conclusion conclusion = new Verification(store, "c", target, 10, 100).run(Level.FULL);

        assertThat(conclusion.differences())
                .isEqualTo(differences(
                        List.of(at(700, "_default", "segment-of-t0")),
                        List.of(at(701, "_default", null)),
                        List.of(at(5, "_default", "segment-of-t0"))));
        assertThat(target.rowsRead).isLessThan(1_000 + 250);
    }
}
