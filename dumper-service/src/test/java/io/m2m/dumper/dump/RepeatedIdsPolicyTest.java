package io.m2m.dumper.dump;

import static io.m2m.dumper.dump.Bench.singles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.message.Event.RepeatedIdsFound;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.DuplicateIds;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.RepeatedIds;
import io.m2m.common.model.RepeatedIds.Copy;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.TaskOutcome.SkippedRows;
import io.m2m.common.model.VectorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments 9 and 10 of the root, 8 of partition p; 10 is the last. Id 1 is in 9 and 10, 2 thrice in 9 and 8, 5 twice in 10. */
class RepeatedIdsPolicyTest {
    private static final String LIST = ".m2m/m-test/left-out/c/repeated-ids.jsonl";

    @TempDir
    private Path folder;

    private Bench bench;
    private SegmentSlice eight;
    private SegmentSlice nine;
    private SegmentSlice ten;

    @BeforeEach
    void prepare() throws IOException {
        bench = new Bench(folder);
        bench.duplicateIds = DuplicateIds.KEEP_LAST;
        ten = bench.segment("10", new long[] {5, 1, 5}, singles(105, 101, 1052));
        nine = bench.segment("9", new long[] {2, 1, 2, 3}, singles(92, 91, 922, 93));
        eight = bench.segment("8", new long[] {2, 4}, singles(82, 84));
    }

    @Test
    void ofEachIdTheLastCopyIsWrittenAndTheOthersAreListed() throws IOException {
        bench.dumpAll(root("t1", ten, nine), partition("t2", eight));

        assertThat(written("t1")).containsExactly("1 101.0", "5 1052.0", "2 922.0", "3 93.0");
        assertThat(written("t2")).containsExactly("4 84.0");
        assertThat(listed())
                .containsExactly(
                        new Copy("2", "p", "8", 0, "9"),
                        new Copy("2", "_default", "9", 0, "9"),
                        new Copy("1", "_default", "9", 1, "10"),
                        new Copy("5", "_default", "10", 0, "10"));
        assertThat(bench.find(DuplicateIds.KEEP_LAST))
                .extracting(RepeatedIdsFound::ids, RepeatedIdsFound::rows)
                .containsExactly(3L, 4L);
    }

    @Test
    void theManifestSaysUnderWhichPolicyItWasMadeAndWhatThatCost() throws IOException {
        bench.dumpAll(root("t1", ten, nine), partition("t2", eight));

        Manifest manifest = bench.manifest();
        assertThat(manifest.duplicateIds()).isEqualTo(DuplicateIds.KEEP_LAST);
        assertThat(manifest.leftOut())
                .isEqualTo(new Manifest.LeftOut(
                        DuplicateIds.KEEP_LAST,
                        3,
                        bench.documents()
                                .read(".m2m/m-test/left-out/c/repeated-ids.json", RepeatedIds.class)
                                .orElseThrow()
                                .basis()));
        assertThat(manifest.rows()).isEqualTo(4);
        assertThat(manifest.repeatedIds()).isZero();
        assertThat(manifest.segments())
                .extracting(Manifest.DumpedSegment::rows, Manifest.DumpedSegment::written)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3L, 2L), org.assertj.core.groups.Tuple.tuple(4L, 2L));
    }

    @Test
    void aSegmentThatIsCutByRowsGivesTheSameRows() throws IOException {
        bench.dumpAll(
                root("t1", slice("9", 0, 2, 4)),
                root("t2", slice("9", 2, 2, 4)),
                root("t3", ten),
                partition("t4", eight));

        assertThat(written("t1")).isEmpty();
        assertThat(written("t2")).containsExactly("2 922.0", "3 93.0");
        assertThat(written("t3")).containsExactly("1 101.0", "5 1052.0");
    }

    @Test
    void aDeletedCopyIsNone() throws IOException {
        ten = bench.segment("10", new long[] {5, 1, 5}, singles(105, 101, 1052), 1, 2);

        bench.dumpAll(root("t1", ten, nine), partition("t2", eight));

        assertThat(written("t1")).containsExactly("5 105.0", "1 91.0", "2 922.0", "3 93.0");
    }

    @Test
    void aCopyThatIsLeftOutNeedNotBeValid() throws IOException {
        nine = bench.segment("9", new long[] {2, 1, 2, 3}, singles(Float.NaN, 91, 922, 93));

        bench.dumpAll(root("t1", ten, nine), partition("t2", eight));

        assertThat(written("t1")).contains("2 922.0");
        assertThat(bench.outcome().quarantined()).isEmpty();
    }

    @Test
    void aCopyThatIsLeftOutIsNotSkippedToo() throws IOException {
        nine = bench.segment("9", new long[] {2, 1, 2, 3}, singles(Float.NaN, 91, 922, Float.NaN));
        bench.skipInvalid(true);

        bench.dumpAll(root("t1", ten, nine), partition("t2", eight));

        assertThat(written("t1")).containsExactly("1 101.0", "5 1052.0", "2 922.0");
        assertThat(bench.outcome().skipped()).containsExactly(new SkippedRows("9", List.of("3")));
        assertThat(bench.manifest().leftOutRows()).isEqualTo(3);
    }

    @Test
    void whatIsFoundIsFoundAgainWithoutReadingAnything() throws IOException {
        bench.plan(root("t1", ten, nine), partition("t2", eight));
        RepeatedIdsFound first = bench.find(DuplicateIds.KEEP_LAST);
        AtomicLong rowsRead = new AtomicLong();

        RepeatedIdsFound again = bench.find(DuplicateIds.KEEP_LAST, (rows, bytes) -> rowsRead.set(rows));

        assertThat(again).isEqualTo(first);
        assertThat(rowsRead).hasValue(0);
    }

    @Test
    void aChangedSegmentIsLookedAtAgain() throws IOException {
        bench.plan(root("t1", ten, nine), partition("t2", eight));
        bench.find(DuplicateIds.KEEP_LAST);
        ten = bench.segment("10", new long[] {5, 6, 7}, singles(105, 101, 1052), 0, 0);
        bench.plan(root("t1", ten, nine), partition("t2", eight));

        assertThat(bench.find(DuplicateIds.KEEP_LAST).ids()).isEqualTo(1);
    }

    @Test
    void aListThatNoDocumentSpeaksOfYetIsMadeAgainThoughThereWasAnOlderOne() throws IOException {
        bench.plan(root("t1", ten, nine), partition("t2", eight));
        bench.find(DuplicateIds.KEEP_LAST);
        bench.plan(root("t1", ten));
        bench.killedBeforeTheDocument = true;
        assertThatThrownBy(() -> bench.find(DuplicateIds.KEEP_LAST)).hasMessage("killed");
        bench.killedBeforeTheDocument = false;

        bench.dumpAll(root("t1", ten, nine), partition("t2", eight));

        assertThat(listed()).hasSize(4);
        assertThat(written("t1")).containsExactly("1 101.0", "5 1052.0", "2 922.0", "3 93.0");
    }

    @Test
    void aSegmentThatCannotBeReadTakesNoPartUntilItCan() throws IOException {
        Path ids = bench.source.resolve("c/10/10.uid");
        byte[] whole = Files.readAllBytes(ids);
        java.nio.file.attribute.FileTime modified = Files.getLastModifiedTime(ids);
        Files.delete(ids);
        bench.dumpAll(root("t1", ten, nine), partition("t2", eight));
        assertThat(written("t1")).containsExactly("1 91.0", "2 922.0", "3 93.0");
        Files.write(ids, whole);
        Files.setLastModifiedTime(ids, modified);

        bench.dumpAll(root("t1", ten, nine), partition("t2", eight));

        assertThat(written("t1")).containsExactly("1 101.0", "5 1052.0", "2 922.0", "3 93.0");
    }

    @Test
    void aDumpUnderAnotherPolicyIsMadeAgain() throws IOException {
        DumpPlan task = root("t1", ten, nine);
        bench.duplicateIds = null;
        bench.dump(task, (rows, bytes) -> {});
        assertThat(bench.manifest().duplicateIds()).isEqualTo(DuplicateIds.KEEP_ALL);
        assertThat(written("t1")).hasSize(7);
        bench.duplicateIds = DuplicateIds.KEEP_LAST;

        bench.dumpAll(task);

        assertThat(written("t1")).hasSize(4);
        bench.duplicateIds = null;
        bench.dump(task, (rows, bytes) -> {});
        assertThat(written("t1")).hasSize(7);
    }

    @Test
    void aDumpIsMadeAgainWhenOtherCopiesAreToBeLeftOut() throws IOException {
        bench.dumpAll(root("t1", nine));
        assertThat(written("t1")).containsExactly("1 91.0", "2 922.0", "3 93.0");

        bench.dumpAll(root("t1", nine), partition("t2", ten));

        assertThat(written("t1")).containsExactly("2 922.0", "3 93.0");
    }

    @Test
    void aDumpIsMadeAgainWhenAsManyOtherCopiesAreToBeLeftOut() throws IOException {
        nine = bench.segment("9", new long[] {1, 3}, singles(91, 93));
        bench.dumpAll(root("t1", nine), partition("t2", bench.segment("10", new long[] {1}, singles(101))));
        assertThat(written("t1")).containsExactly("3 93.0");

        bench.dumpAll(root("t1", nine), partition("t2", bench.segment("11", new long[] {3}, singles(113))));

        assertThat(written("t1")).containsExactly("1 91.0");
    }

    @Test
    void underThePolicyToFailTheReasonNamesTheFirstAndWhatToDo() throws IOException {
        bench.plan(root("t1", ten, nine), partition("t2", eight));

        assertThatThrownBy(() -> bench.find(DuplicateIds.FAIL))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem())
                                .isEqualTo(new Problem(
                                        Problem.Kind.DAMAGED,
                                        "collection c is not moved: 3 ids occur in it more than once, 4 rows have a later"
                                                + " copy: id 2 in segment 8 and 9, id 1 in segment 9 and 10, id 5 in"
                                                + " segment 10; all of them are in " + LIST + " of staging; set"
                                                + " policy.duplicateIds to keep-last to move the copy of each id that"
                                                + " was written last, or to keep-all to move every copy")));
    }

    @Test
    void underThePolicyToFailACollectionWithoutRepetitionIsMoved() throws IOException {
        bench.duplicateIds = DuplicateIds.FAIL;

        bench.dumpAll(partition("t1", eight));

        assertThat(bench.documents()
                        .read("c/p/t1/manifest.json", Manifest.class)
                        .orElseThrow()
                        .duplicateIds())
                .isEqualTo(DuplicateIds.FAIL);
        assertThat(written("t1")).containsExactly("2 82.0", "4 84.0");
    }

    private SegmentSlice slice(String segment, long first, long rows, long of) throws IOException {
        return Bench.slice(bench.source, 0, "c/" + segment, first, rows, of);
    }

    private static DumpPlan root(String task, SegmentSlice... slices) {
        return task(task, "_default", slices);
    }

    private static DumpPlan partition(String task, SegmentSlice... slices) {
        return task(task, "p", slices);
    }

    private static DumpPlan task(String task, String partition, SegmentSlice... slices) {
        long rows = Stream.of(slices).mapToLong(SegmentSlice::rows).sum();
        return new DumpPlan(task, "c", partition, VectorType.FLOAT, 1, rows, rows * 12, List.of(slices));
    }

    private List<Copy> listed() throws IOException {
        try (Stream<Copy> lines = bench.documents().readLines(LIST, Copy.class)) {
            return lines.toList();
        }
    }

    /** Rows of a task in their order, each its id and its one component. */
    private List<String> written(String task) throws IOException {
        for (String partition : List.of("_default", "p")) {
            Path files = bench.target.resolve("c").resolve(partition).resolve(task);
            if (Files.exists(files.resolve("manifest.json"))) {
                java.nio.ByteBuffer ids = payload(files.resolve("id.npy"));
                java.nio.ByteBuffer vectors = payload(files.resolve("data.npy"));
                List<String> rows = new ArrayList<>();
                while (ids.hasRemaining()) {
                    rows.add(ids.getLong() + " " + vectors.getFloat());
                }
                return rows;
            }
        }
        return List.of();
    }

    private static java.nio.ByteBuffer payload(Path npy) throws IOException {
        return java.nio.ByteBuffer.wrap(Files.readAllBytes(npy))
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .position(128)
                .slice()
                .order(java.nio.ByteOrder.LITTLE_ENDIAN);
    }
}
