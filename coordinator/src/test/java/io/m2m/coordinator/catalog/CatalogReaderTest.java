package io.m2m.coordinator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.model.Metric;
import io.m2m.common.model.VectorType;
import io.m2m.coordinator.catalog.Catalog.SourceCollection;
import io.m2m.coordinator.catalog.Catalog.SourcePartition;
import io.m2m.coordinator.catalog.Catalog.SourceSegment;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The traps of 1.x metadata, by their numbers in the format's reference. */
class CatalogReaderTest {
    @Test
    void trap7_anIndexRowIsNoSecondSegment() {
        Rows rows =
                new Rows().collection("c").file("c", "100", Rows.BACKUP, 50).file("c", "100", "105", Rows.INDEX, 50);

        assertThat(segments(rows)).containsExactly("100");
        assertThat(only(rows).countedRows()).isEqualTo(50);
        assertThat(only(rows).notes()).isEmpty();
    }

    @Test
    void trap7_anIndexRowAloneIsReadWithAWarning() {
        Rows rows = new Rows().collection("c").file("c", "100", "105", Rows.INDEX, 50);

        assertThat(only(rows).partitions().getFirst().segments())
                .containsExactly(new SourceSegment("100", "c/100", 50, -1));
        assertThat(only(rows).notes()).singleElement().asString().contains("segment 100", "only an INDEX row");
    }

    @Test
    void trap7_aBackupRowAloneIsReadThoughTheServerDidNotCountIt() {
        Rows rows = new Rows().collection("c").file("c", "100", Rows.BACKUP, 50);

        assertThat(segments(rows)).containsExactly("100");
        assertThat(only(rows).countedRows()).isZero();
        assertThat(only(rows).notes()).singleElement().asString().contains("segment 100", "only a BACKUP row");
    }

    @Test
    void trap8_aSegmentThatWaitsForItsIndexIsData() {
        Rows rows = new Rows()
                .collection("c")
                .file("c", "100", Rows.TO_INDEX, 50)
                .file("c", "100", "105", Rows.NEW_INDEX, 0);

        assertThat(segments(rows)).containsExactly("100");
    }

    @Test
    void trap8_anInterruptedUpdateIsReadOnceThoughTheServerCountedItTwice() {
        Rows rows =
                new Rows().collection("c").file("c", "100", Rows.TO_INDEX, 50).file("c", "100", "105", Rows.INDEX, 50);

        assertThat(segments(rows)).containsExactly("100");
        assertThat(only(rows).countedRows()).isEqualTo(100);
        assertThat(only(rows).notes()).singleElement().asString().contains("counted it twice");
    }

    @ParameterizedTest
    @ValueSource(ints = {Rows.NEW, Rows.TO_DELETE, Rows.NEW_MERGE, Rows.NEW_INDEX, 8, -1})
    void trap9_whatIsUnfinishedOrDiscardedIsNoData(int type) {
        Rows rows = new Rows().collection("c").file("c", "100", type, 50).file("c", "101", Rows.RAW, 7);

        assertThat(segments(rows)).containsExactly("101");
        assertThat(only(rows).countedRows()).isEqualTo(7);
    }

    @Test
    void trap10_aCollectionThatIsBeingDroppedIsLeftOut() {
        Rows rows = new Rows()
                .table("gone", 1, 4, Rows.L2, 1, "{}", "", "")
                .file("gone", "100", Rows.RAW, 50)
                .collection("c");

        assertThat(read(rows).collections()).extracting(SourceCollection::name).containsExactly("c");
    }

    @Test
    void trap10_aNameThatWasCreatedAgainHasOnlyItsNewRows() {
        Rows rows = new Rows()
                .collection("reborn")
                .file("reborn", "100", Rows.TO_DELETE, 30)
                .file("reborn", "200", Rows.RAW, 25);

        assertThat(segments(rows)).containsExactly("200");
    }

    @Test
    void trap11_aPartitionIsPartOfItsCollectionUnderItsTag() {
        Rows rows = new Rows()
                .collection("c")
                .partition("c", "p 2 空", "1795381515354153000")
                .file("c", "100", Rows.RAW, 1)
                .file("1795381515354153000", "200", Rows.RAW, 2);

        assertThat(only(rows).partitions())
                .containsExactly(
                        new SourcePartition("_default", List.of(new SourceSegment("100", "c/100", 1, 24))),
                        new SourcePartition(
                                "p 2 空", List.of(new SourceSegment("200", "1795381515354153000/200", 2, 48))));
        assertThat(only(rows).countedRows()).isEqualTo(3);
    }

    @Test
    void trap11_aPartitionWithoutRowsIsKept() {
        Rows rows = new Rows().collection("c").partition("c", "nothing", "7");

        assertThat(only(rows).partitions()).extracting(SourcePartition::tag).containsExactly("_default", "nothing");
    }

    @Test
    void trap11_aPartitionThatIsBeingDroppedIsLeftOut() {
        Rows rows = new Rows()
                .collection("c")
                .table("7", 1, 4, Rows.L2, 1, "{}", "c", "old")
                .file("7", "100", Rows.RAW, 5);

        assertThat(only(rows).partitions()).extracting(SourcePartition::tag).containsExactly("_default");
        assertThat(only(rows).countedRows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void trap12_anOrphanPartitionIsSkippedAndReported(boolean ownerStillThere) {
        Rows rows = new Rows().partition("gone", "p", "7").file("7", "100", Rows.RAW, 5);
        if (ownerStillThere) {
            rows.table("gone", 1, 4, Rows.L2, 1, "{}", "", "");
        }

        Catalog catalog = read(rows);

        assertThat(catalog.collections()).isEmpty();
        assertThat(catalog.notes()).singleElement().asString().contains("partition p (7)", "gone was dropped");
    }

    @Test
    void trap12_aPartitionOfAPartitionIsAnOrphan() {
        Rows rows = new Rows().collection("c").partition("c", "p", "7").partition("7", "q", "8");

        assertThat(only(rows).partitions()).extracting(SourcePartition::tag).containsExactly("_default", "p");
        assertThat(read(rows).notes()).singleElement().asString().contains("partition q (8)");
    }

    @Test
    void trap12_liveSegmentsThatNoTableOwnsAreReported() {
        Rows rows = new Rows()
                .collection("c")
                .file("lost", "100", Rows.RAW, 5)
                .file("lost", "101", Rows.RAW, 6)
                .file("dropped", "102", Rows.TO_DELETE, 7);

        assertThat(read(rows).notes()).singleElement().asString().contains("2 segments", "lost");
    }

    @Test
    void trap13_aRealPartitionTaggedDefaultIsMergedIntoTheRoot() {
        Rows rows = new Rows()
                .collection("c")
                .partition("c", "_default", "7")
                .file("c", "100", Rows.RAW, 1)
                .file("7", "200", Rows.RAW, 2);

        assertThat(only(rows).partitions())
                .containsExactly(new SourcePartition(
                        "_default",
                        List.of(new SourceSegment("100", "c/100", 1, 24), new SourceSegment("200", "7/200", 2, 48))));
        assertThat(only(rows).notes()).singleElement().asString().contains("tagged _default");
    }

    @Test
    void trap16_theMetricMakesACollectionBinaryWhateverItsEngineType() {
        Rows rows = new Rows().table("c", 0, 64, Rows.SUBSTRUCTURE, 1, "{}", "", "");

        assertThat(only(rows).vectorType()).isEqualTo(VectorType.BINARY);
        assertThat(only(rows).metric()).isEqualTo(Metric.SUBSTRUCTURE);
        assertThat(only(rows).index().type()).isEqualTo("BIN_FLAT");
        assertThat(only(rows).refusal()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"5, TANIMOTO", "6, SUBSTRUCTURE", "7, SUPERSTRUCTURE"})
    void trap17_aRareMetricKeepsItsName(int code, Metric metric) {
        assertThat(only(new Rows().collection("c", code, 64)).metric()).isEqualTo(metric);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, -1, 100})
    void trap17_anUnknownMetricRefusesTheCollection(int code) {
        assertThat(only(new Rows().collection("c", code, 64)).refusal())
                .contains("collection c", "unknown metric type " + code, "restore the metadata from a copy");
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, -4", "1, 32769", "4, 12", "4, 0", "4, 32776"})
    void trap18_aDimensionThatNoServerTakesRefusesTheCollection(int metric, int dim) {
        assertThat(only(new Rows().collection("c", metric, dim)).refusal())
                .contains("collection c", "dimension " + dim);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 32768", "4, 8", "4, 32768"})
    void trap18_theSmallestAndTheLargestDimensionAreTaken(int metric, int dim) {
        assertThat(only(new Rows().collection("c", metric, dim)).refusal()).isNull();
    }

    @Test
    void trap24_aPartitionFollowsItsCollectionWhateverItsOwnRowSays() {
        Rows rows = new Rows()
                .collection("c", Rows.JACCARD, 64)
                .table("7", 0, 4, Rows.L2, 11, "{\"M\":16}", "c", "p")
                .file("7", "100", Rows.RAW, 1);

        assertThat(only(rows).vectorType()).isEqualTo(VectorType.BINARY);
        assertThat(only(rows).dim()).isEqualTo(64);
        assertThat(only(rows).index().type()).isEqualTo("BIN_FLAT");
        assertThat(only(rows).partitions()).hasSize(2);
    }

    @Test
    void trap26_aRowOfANewSegmentIsASuspect() {
        Rows rows = new Rows()
                .collection("c")
                .partition("c", "p", "7")
                .file("c", "100", Rows.NEW, 0)
                .file("7", "200", Rows.NEW, 0);

        assertThat(only(rows).suspects())
                .extracting(Catalog.SuspectSegment::folder)
                .containsExactly("c/100", "7/200");
    }

    @Test
    void trap31_aHybridCollectionIsMigratedWithoutItsAttributes() {
        Rows rows = new Rows()
                .collection("hyb")
                .field("hyb", "a_int8", 1)
                .field("hyb", "a_double", 41)
                .field("hyb", "vec", 100)
                .field("another", "price", 4);

        assertThat(only(rows).refusal()).isNull();
        assertThat(only(rows).shortfall())
                .isEqualTo("collection hyb is a hybrid collection: its ids and vectors are migrated, its attributes"
                        + " a_int8, a_double are not");
    }

    @Test
    void trap33_indexParametersArePassedOnAsTheyAreRead() {
        Rows rows = new Rows().table("c", 0, 4, Rows.L2, 2, "{\"nlist\":999999}", "", "");

        Catalog catalog = CatalogReader.read(rows.metadata(), text -> Map.of("as read", text));

        assertThat(catalog.collections().getFirst().index().params()).containsEntry("as read", "{\"nlist\":999999}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, FLAT",
        "1, 1, FLAT",
        "2, 1, IVF_FLAT",
        "3, 1, IVF_SQ8",
        "4, 1, NSG",
        "5, 1, IVF_SQ8H",
        "6, 1, IVF_PQ",
        "7, 1, SPTAG_KDT",
        "8, 1, SPTAG_BKT",
        "9, 1, FLAT",
        "11, 1, HNSW",
        "12, 1, ANNOY",
        "99, 1, of type 99",
        "0, 4, BIN_FLAT",
        "1, 4, BIN_FLAT",
        "2, 4, BIN_FLAT",
        "9, 4, BIN_FLAT",
        "10, 4, BIN_IVF_FLAT"
    })
    void trap33_anIndexThatDoesNotFitItsVectorsMeansBruteForce(int engine, int metric, String type) {
        Rows rows = new Rows().table("c", 0, 64, metric, engine, "{}", "", "");

        assertThat(only(rows).index().type()).isEqualTo(type);
    }

    @Test
    void trap34_namesThatDifferInCaseAreTwoNames() {
        Rows rows = new Rows()
                .collection("Faces")
                .collection("faces")
                .partition("faces", "p", "7")
                .file("Faces", "100", Rows.RAW, 1)
                .file("faces", "200", Rows.RAW, 2);

        Catalog catalog = read(rows);

        assertThat(catalog.collections())
                .extracting(SourceCollection::name, SourceCollection::countedRows)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Faces", 1L),
                        org.assertj.core.groups.Tuple.tuple("faces", 2L));
        assertThat(catalog.collections().get(0).partitions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {Rows.RAW, Rows.TO_INDEX, Rows.BACKUP})
    void correction1_aRawRowWhoseTwoIdsDifferRefusesTheCollection(int type) {
        Rows rows = new Rows()
                .collection("c")
                .file("c", "100", Rows.RAW, 1)
                .partition("c", "p", "7")
                .file("7", "200", "201", type, 2);

        assertThat(only(rows).refusal()).contains("collection c", "segment 200", "file 201");
    }

    @Test
    void correction1_anotherCollectionIsNotConcerned() {
        Rows rows = new Rows()
                .collection("bad")
                .file("bad", "100", "101", Rows.RAW, 1)
                .collection("good")
                .file("good", "200", Rows.RAW, 2);

        assertThat(read(rows).collections())
                .filteredOn(each -> each.refusal() == null)
                .extracting(SourceCollection::name)
                .containsExactly("good");
    }

    @Test
    void correction5_discardedRowsAreNormalAndNotWorthANote() {
        Rows rows = new Rows()
                .collection("c")
                .file("c", "100", Rows.TO_DELETE, 30)
                .file("c", "200", Rows.BACKUP, 60)
                .file("c", "200", "205", Rows.TO_DELETE, 60)
                .file("c", "200", "206", Rows.INDEX, 60);

        assertThat(segments(rows)).containsExactly("200");
        assertThat(only(rows).notes()).isEmpty();
        assertThat(read(rows).notes()).isEmpty();
    }

    @Test
    void correction6_discardedRowsOfADroppedCollectionAreNotWorthANote() {
        Rows rows = new Rows().file("gone", "100", Rows.TO_DELETE, 30).collection("c");

        assertThat(read(rows).notes()).isEmpty();
    }

    @Test
    void correction8_theEngineTypeOfASegmentsOwnRowDoesNotMatter() {
        Rows rows = new Rows()
                .table("sub", 0, 64, Rows.SUBSTRUCTURE, 1, "{}", "", "")
                .file("sub", "100", Rows.RAW, 60);

        assertThat(only(rows).index().type()).isEqualTo("BIN_FLAT");
        assertThat(segments(rows)).containsExactly("100");
    }

    @Test
    void correction9_aRowOfAnIndexUnderWayChangesNothing() {
        Rows rows =
                new Rows().collection("c").file("c", "100", Rows.RAW, 60).file("c", "100", "105", Rows.NEW_INDEX, 0);

        assertThat(segments(rows)).containsExactly("100");
        assertThat(only(rows).suspects()).isEmpty();
        assertThat(only(rows).countedRows()).isEqualTo(60);
    }

    @Test
    void correction10_aSegmentWhoseRowsWereAllDeletedIsData() {
        Rows rows = new Rows().collection("c").file("c", "100", Rows.RAW, 0);

        assertThat(segments(rows)).containsExactly("100");
    }

    private static Catalog read(Rows rows) {
        return CatalogReader.read(rows.metadata(), text -> Map.of());
    }

    private static SourceCollection only(Rows rows) {
        List<SourceCollection> collections = read(rows).collections();
        assertThat(collections).hasSize(1);
        return collections.getFirst();
    }

    private static Stream<String> segments(Rows rows) {
        return only(rows).partitions().stream()
                .flatMap(each -> each.segments().stream())
                .map(SourceSegment::segment);
    }
}
