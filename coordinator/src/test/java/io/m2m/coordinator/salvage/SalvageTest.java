package io.m2m.coordinator.salvage;

import static io.m2m.coordinator.salvage.MadeTables.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.model.ProblemException;
import io.m2m.coordinator.catalog.Metadata.FieldRow;
import io.m2m.coordinator.catalog.Metadata.FileRow;
import io.m2m.coordinator.catalog.Metadata.TableRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageTest {
    private static final byte[] A = floats(1, 2);
    private static final byte[] B = floats(3, 4);
    private static final byte[] C = floats(5, 6);
    private static final int RAW = 1;
    private static final int TO_DELETE = 4;

    @TempDir
    private Path folder;

    private MadeTables tables;

    @BeforeEach
    void make() {
        tables = new MadeTables(folder);
    }

    @Test
    void aFolderTellsNameDimensionSegmentsAndLiveRows() {
        tables.segment("a/11", ids(1, 2, 3), A, B, C);
        tables.deleted("a/11", 2, 0, 2);

        Salvaged salvaged = salvage();

        TableRow table = salvaged.metadata().tables().getFirst();
        assertThat(table.tableId()).isEqualTo("a");
        assertThat(table.dimension()).isEqualTo(2);
        assertThat(salvaged.metadata().files()).containsExactly(new FileRow(1, "a", "11", 0, "11", RAW, 48, 1));
    }

    @Test
    void theMetricOfFloatsIsGuessedToBeL2() {
        tables.segment("a/11", ids(1), A);

        Salvaged salvaged = salvage();

        assertMetric(salvaged, "a", 1);
        assertThatGuesses(salvaged).anyMatch(each -> each.startsWith("a: its metric is guessed to be L2"));
    }

    @Test
    void aMetricThatIsSaidIsNoGuess() {
        tables.segment("a/11", ids(1), A);

        Salvaged salvaged = salvage(Set.of(), Map.of("a", "ip"), Map.of());

        assertMetric(salvaged, "a", 2);
        assertThatGuesses(salvaged).noneMatch(each -> each.startsWith("a: its"));
    }

    @Test
    void rowsThatAreNoMultipleOfFourBytesAreBinaryWithoutAGuess() {
        tables.segment("a/11", ids(1, 2), new byte[] {1, 2, 3}, new byte[] {4, 5, 6});

        Salvaged salvaged = salvage();

        assertThat(salvaged.metadata().tables().getFirst().dimension()).isEqualTo(24);
        assertMetric(salvaged, "a", 4);
        assertThatGuesses(salvaged)
                .anyMatch(each -> each.startsWith("a: its metric is guessed to be JACCARD"))
                .noneMatch(each -> each.startsWith("a: its vectors"));
    }

    @Test
    void rowsOfAMultipleOfFourBytesAreGuessedToBeFloats() {
        tables.segment("a/11", ids(1), A);

        assertThatGuesses(salvage())
                .anyMatch(each -> each.startsWith("a: its vectors (8 bytes each) are guessed to be floats")
                        && each.contains("--binary a"));
    }

    @Test
    void bitsThatDoNotReadLikeFloatsAreGuessedToBeBinary() {
        byte[] bits = new byte[256];
        new Random(7).nextBytes(bits);
        tables.segment("a/11", ids(1), bits);

        Salvaged salvaged = salvage();

        assertThat(salvaged.metadata().tables().getFirst().dimension()).isEqualTo(2048);
        assertThatGuesses(salvaged)
                .anyMatch(each -> each.startsWith("a: its vectors (256 bytes each) are guessed to be binary")
                        && each.contains("--metric a=L2"));
    }

    @Test
    void whatIsSaidToBeBinaryHasEightBitsForEachByte() {
        tables.segment("a/11", ids(1), A);

        Salvaged salvaged = salvage(Set.of("a"), Map.of(), Map.of());

        assertThat(salvaged.metadata().tables().getFirst().dimension()).isEqualTo(64);
        assertMetric(salvaged, "a", 4);
    }

    @Test
    void aNumberIsAPartitionOfTheOnlyCollectionWithVectorsOfItsLength() {
        tables.segment("a/11", ids(1), A);
        tables.segment("b/12", ids(1), floats(1));
        tables.segment("1795381497844918000/13", ids(2), B);

        Salvaged salvaged = salvage();

        assertPartition(salvaged, "1795381497844918000", "a", "1795381497844918000");
        assertThatGuesses(salvaged)
                .anyMatch(each -> each.startsWith("1795381497844918000 is guessed to be a partition of a")
                        && each.contains("--partition 1795381497844918000=COLLECTION/TAG"));
    }

    @Test
    void aNumberWithSeveralCandidatesStandsForItself() {
        tables.segment("a/11", ids(1), A);
        tables.segment("b/12", ids(1), B);
        tables.segment("17/13", ids(2), B);

        Salvaged salvaged = salvage();

        assertPartition(salvaged, "17", "", "");
        assertThatGuesses(salvaged).anyMatch(each -> each.startsWith("17 is guessed to be") && each.contains("a, b"));
    }

    @Test
    void aPartitionGoesWhereItIsSaidToBelongThoughTheCollectionHasNoFolder() {
        tables.segment("17/13", ids(2), B);

        Salvaged salvaged = salvage(Set.of(), Map.of("lost", "IP"), Map.of("17", "lost/red"));

        assertThat(salvaged.metadata().tables()).extracting(TableRow::tableId).containsExactly("lost", "17");
        assertPartition(salvaged, "17", "lost", "red");
        assertMetric(salvaged, "lost", 2);
    }

    @Test
    void aSegmentWhoseLiveRowsAreAllInANewerOneIsLeftOut() {
        tables.segment("a/11", ids(1, 2, 3), A, B, C);
        tables.deleted("a/11", 1);
        tables.segment("a/12", ids(9, 3, 1), B, C, A);

        Salvaged salvaged = salvage();

        assertTypes(salvaged, TO_DELETE, RAW);
        assertThatGuesses(salvaged)
                .anyMatch(each -> each.startsWith("a/11 is guessed to be left over") && each.contains("\"fileType\""));
    }

    @Test
    void aSegmentWithTheIdsOfANewerOneButOtherVectorsIsKeptAndNamed() {
        tables.segment("a/11", ids(1, 2), A, B);
        tables.segment("a/12", ids(1, 2), A, C);

        Salvaged salvaged = salvage();

        assertTypes(salvaged, RAW, RAW);
        assertThatGuesses(salvaged).anyMatch(each -> each.contains("ids in common") && each.contains("11 and 12"));
    }

    @Test
    void aRepeatedRowNeedsAsManyCopiesInTheNewerSegment() {
        tables.segment("a/11", ids(1, 1), A, A);
        tables.segment("a/12", ids(1, 2), A, B);

        assertTypes(salvage(), RAW, RAW);
    }

    @Test
    void segmentsAreComparedByAgeNotByText() {
        tables.segment("a/9", ids(1), A);
        tables.segment("a/11", ids(1, 2), A, B);

        assertTypes(salvage(), TO_DELETE, RAW);
    }

    @Test
    void aSegmentOfAnotherWidthThanTheNewestIsLeftOut() {
        tables.segment("a/11", ids(1), floats(1, 2, 3));
        tables.segment("a/12", ids(1), A);

        Salvaged salvaged = salvage();

        assertThat(salvaged.metadata().files()).extracting(FileRow::segmentId).containsExactly("12");
        assertThat(salvaged.leftOut()).singleElement().asString().startsWith("a/11 is left out");
    }

    @Test
    void attributesOfAHybridCollectionAreNamed() {
        Path segment = tables.segment("a/11", ids(1), A);
        MadeTables.write(segment.resolve("age.ra"));

        assertThat(salvage().metadata().fields()).containsExactly(new FieldRow("a", "age", 0));
    }

    @Test
    void damagedAndForeignFoldersAreNamedAndLeftOut() throws IOException {
        tables.segment("a/11", ids(1), A);
        Files.delete(tables.segment("a/12", ids(1), A).resolve("deleted_docs"));
        Files.delete(tables.segment("a/13", ids(1), A).resolve("13.uid"));
        MadeTables.write(tables.segment("a/14", ids(1), A).resolve("14.rv"), (byte) 9);
        tables.segment("a/15", ids(1, 2, 3), A, B);
        MadeTables.write(tables.segment("a/16", ids(1), A).resolve("16.rv"), new byte[] {99, 0, 0, 0, 0, 0, 0, 0});
        MadeTables.write(tables.segment("a/17", ids(1), A).resolve("17.uid"), new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 7});
        MadeTables.write(folder.resolve("a/18/readme.txt"), (byte) 1);
        Files.createDirectories(folder.resolve("a/19"));
        Files.createDirectories(folder.resolve("none"));
        tables.segment("nothing/21", ids());
        MadeTables.write(folder.resolve("a/file"), (byte) 1);
        MadeTables.write(folder.resolve("file"), (byte) 1);

        Salvaged salvaged = salvage();

        assertThat(salvaged.metadata().files()).extracting(FileRow::segmentId).containsExactly("11");
        assertThat(salvaged.leftOut())
                .extracting(each -> each.substring(0, each.indexOf(" is left out")))
                .containsExactly(
                        "a/12", "a/13", "a/14", "a/15", "a/16", "a/17", "a/18", "a/19", "a/file", "file", "none",
                        "nothing");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        folder = folder.resolve("none");

        assertRefused(Corrections.NONE, "does not exist");
    }

    @Test
    void refusesAFolderWithoutSegments() {
        MadeTables.write(folder.resolve("readme.txt"), (byte) 1);

        assertRefused(Corrections.NONE, "holds no segment");
    }

    @Test
    void refusesCorrectionsOfWhatIsNotThere() {
        tables.segment("a/11", ids(1), A);

        assertRefused(Corrections.of(Set.of("x"), Map.of(), Map.of()), "--binary names x");
        assertRefused(Corrections.of(Set.of(), Map.of("y", "L2"), Map.of()), "--metric names y");
        assertRefused(Corrections.of(Set.of(), Map.of(), Map.of("17", "a")), "--partition names 17");
    }

    @Test
    void refusesTheMetricOfAPartition() {
        tables.segment("a/11", ids(1), A);
        tables.segment("17/13", ids(1), B);

        assertRefused(Corrections.of(Set.of(), Map.of("17", "IP"), Map.of()), "a partition of a; name a");
    }

    @Test
    void refusesCorrectionsThatContradictTheFiles() {
        tables.segment("a/11", ids(1), A);
        tables.segment("b/12", ids(1), new byte[] {1, 2, 3});
        tables.segment("17/13", ids(1), floats(1));
        tables.segment("18/14", ids(1), A);

        assertRefused(Corrections.of(Set.of(), Map.of("b", "L2"), Map.of()), "no multiple of 4");
        assertRefused(Corrections.of(Set.of(), Map.of(), Map.of("17", "a")), "those of a have 8");
        assertRefused(Corrections.of(Set.of(), Map.of(), Map.of("17", "lost", "18", "lost")), "--partition 17=lost");
        assertRefused(Corrections.of(Set.of(), Map.of(), Map.of("17", "18", "18", "a")), "names a partition");
    }

    @Test
    void refusesCorrectionsThatContradictThemselves() {
        assertThatThrownBy(() -> Corrections.of(Set.of("a"), Map.of("a", "IP"), Map.of()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("take one of the two out");
        assertThatThrownBy(() -> Corrections.of(Set.of(), Map.of("a", "COSINE"), Map.of()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("there are L2, IP, HAMMING");
        assertThatThrownBy(() -> Corrections.of(Set.of(), Map.of(), Map.of("17", "/x")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("17=COLLECTION/TAG");
    }

    private Salvaged salvage() {
        return Salvage.of(folder, Corrections.NONE);
    }

    private Salvaged salvage(Set<String> binary, Map<String, String> metrics, Map<String, String> partitions) {
        return Salvage.of(folder, Corrections.of(binary, metrics, partitions));
    }

    private void assertRefused(Corrections corrections, String sentence) {
        assertThatThrownBy(() -> Salvage.of(folder, corrections))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(sentence);
    }

    private static AbstractListAssert<?, List<? extends String>, String, ObjectAssert<String>> assertThatGuesses(
            Salvaged salvaged) {
        return assertThat(salvaged.guesses());
    }

    private static void assertTypes(Salvaged salvaged, Integer... types) {
        assertThat(salvaged.metadata().files()).extracting(FileRow::fileType).containsExactly(types);
    }

    private static void assertMetric(Salvaged salvaged, String table, int metric) {
        assertThat(row(salvaged, table).metricType()).isEqualTo(metric);
    }

    private static void assertPartition(Salvaged salvaged, String number, String owner, String tag) {
        assertThat(row(salvaged, number).ownerTable()).isEqualTo(owner);
        assertThat(row(salvaged, number).partitionTag()).isEqualTo(tag);
    }

    private static TableRow row(Salvaged salvaged, String table) {
        return salvaged.metadata().tables().stream()
                .filter(each -> each.tableId().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private static long[] ids(long... ids) {
        return ids;
    }
}
