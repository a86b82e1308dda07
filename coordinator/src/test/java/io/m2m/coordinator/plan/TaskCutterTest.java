package io.m2m.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.SourceFile;
import io.m2m.common.model.VectorType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskCutterTest {
    private static final Instant WRITTEN = Instant.parse("2023-03-09T09:32:46Z");
    /** NumPy's header and 100 rows of 16 bytes. */
    private static final long HUNDRED_ROWS = 128 + 1_600;

    @Test
    void groupsSmallSegmentsUntilAnImportIsWorthIt() {
        List<DumpPlan> tasks = cutter(HUNDRED_ROWS, 20).cut("p", segments(10, 5, 5, 19, 1, 3));

        assertThat(tasks).extracting(DumpPlan::rows).containsExactly(20L, 20L, 3L);
        assertThat(tasks)
                .extracting(task ->
                        task.segments().stream().map(SegmentSlice::segment).toList())
                .containsExactly(List.of("0", "1", "2"), List.of("3", "4"), List.of("5"));
    }

    @Test
    void aGroupNeverOutgrowsTheLargestFile() {
        List<DumpPlan> tasks = cutter(HUNDRED_ROWS, 90).cut("p", segments(80, 30, 70, 100, 1));

        assertThat(tasks).extracting(DumpPlan::rows).containsExactly(80L, 100L, 100L, 1L);
    }

    @Test
    void groupsNothingWhenToldSo() {
        assertThat(cutter(HUNDRED_ROWS, 0).cut("p", segments(1, 0, 2)))
                .extracting(DumpPlan::rows)
                .containsExactly(1L, 0L, 2L);
    }

    @ParameterizedTest
    @CsvSource({"100, 1, 100", "101, 2, 51", "200, 2, 100", "201, 3, 67", "1000, 10, 100"})
    void cutsALargeSegmentEvenly(long rows, int tasks, long largest) {
        List<SegmentSlice> slices = cutter(HUNDRED_ROWS, 20).cut("p", segments(rows)).stream()
                .map(task -> task.segments().getFirst())
                .toList();

        assertThat(slices).hasSize(tasks);
        assertThat(slices)
                .extracting(SegmentSlice::rows)
                .allSatisfy(each -> assertThat(each).isBetween(largest - 1, largest));
        assertThat(slices).extracting(SegmentSlice::segmentRows).containsOnly(rows);
        long next = 0;
        for (SegmentSlice slice : slices) {
            assertThat(slice.firstRow()).isEqualTo(next);
            next += slice.rows();
        }
        assertThat(next).isEqualTo(rows);
    }

    @Test
    void aLargeSegmentDoesNotBreakUpTheGroupAroundIt() {
        assertThat(cutter(HUNDRED_ROWS, 20).cut("p", segments(5, 150, 6)))
                .extracting(DumpPlan::rows)
                .containsExactlyInAnyOrder(75L, 75L, 11L);
    }

    @Test
    void countsTheIdsWhenTheyAreTheLargerFile() {
        TaskCutter narrow = new TaskCutter("m", "c", VectorType.BINARY, 8, 128 + 800, 20);

        assertThat(narrow.cut("p", segments(200))).extracting(DumpPlan::rows).containsExactly(100L, 100L);
    }

    @Test
    void aRowLargerThanTheLargestFileStillHasItsTask() {
        assertThat(cutter(1, 0).cut("p", segments(2)))
                .extracting(DumpPlan::rows)
                .containsExactly(1L, 1L);
    }

    @Test
    void countsBytesOfVectorsAndIds() {
        DumpPlan task = cutter(HUNDRED_ROWS, 20).cut("p", segments(10)).getFirst();

        assertThat(task.bytes()).isEqualTo(10 * (16 + 8));
        assertThat(task.collection()).isEqualTo("c");
        assertThat(task.partition()).isEqualTo("p");
        assertThat(task.vectorType()).isEqualTo(VectorType.FLOAT);
        assertThat(task.dim()).isEqualTo(4);
    }

    @Test
    void countsRowsBeyondThirtyTwoBits() {
        List<DumpPlan> tasks =
                new TaskCutter("m", "c", VectorType.FLOAT, 128, 1L << 30, 20).cut("p", segments(5_000_000_000L));

        assertThat(tasks.stream().mapToLong(DumpPlan::rows).sum()).isEqualTo(5_000_000_000L);
        assertThat(tasks).allSatisfy(task -> assertThat(128 + task.rows() * 512).isLessThanOrEqualTo(1L << 30));
    }

    @Test
    void noSegmentsAreNoTasks() {
        assertThat(cutter(HUNDRED_ROWS, 20).cut("p", List.of())).isEmpty();
    }

    @Test
    void theSameSourceGivesTheSameIds() {
        assertThat(ids(cutter(HUNDRED_ROWS, 20), "p", segments(10, 150)))
                .isEqualTo(ids(cutter(HUNDRED_ROWS, 20), "p", segments(10, 150)))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("t-[0-9a-f]{16}"));
    }

    @Test
    void anIdFollowsFromAllThatDecidesItsContent() {
        SegmentSlice before = segment("0", 10, 8, WRITTEN);
        TaskCutter cutter = cutter(HUNDRED_ROWS, 20);

        assertThat(List.of(
                        id(cutter, "p", before),
                        id(cutter, "q", before),
                        id(cutter, "p", segment("1", 10, 8, WRITTEN)),
                        id(cutter, "p", segment("0", 11, 8, WRITTEN)),
                        id(cutter, "p", segment("0", 10, 12, WRITTEN)),
                        id(cutter, "p", segment("0", 10, 8, WRITTEN.plusNanos(1))),
                        id(new TaskCutter("m", "d", VectorType.FLOAT, 4, HUNDRED_ROWS, 20), "p", before),
                        id(new TaskCutter("n", "c", VectorType.FLOAT, 4, HUNDRED_ROWS, 20), "p", before)))
                .doesNotHaveDuplicates();
    }

    private static TaskCutter cutter(long maxFileBytes, long minRows) {
        return new TaskCutter("m", "c", VectorType.FLOAT, 4, maxFileBytes, minRows);
    }

    private static List<String> ids(TaskCutter cutter, String partition, List<SegmentSlice> segments) {
        return cutter.cut(partition, segments).stream().map(DumpPlan::task).toList();
    }

    private static String id(TaskCutter cutter, String partition, SegmentSlice segment) {
        return ids(cutter, partition, List.of(segment)).getFirst();
    }

    private static List<SegmentSlice> segments(long... rows) {
        return java.util.stream.IntStream.range(0, rows.length)
                .mapToObj(i -> segment(String.valueOf(i), rows[i], 8, WRITTEN))
                .toList();
    }

    private static SegmentSlice segment(String name, long rows, long deletedDocs, Instant modified) {
        return new SegmentSlice(
                name,
                "c/" + name,
                0,
                0,
                rows,
                rows,
                rows,
                List.of(
                        new SourceFile(name + ".rv", 8 + rows * 16, WRITTEN),
                        new SourceFile(name + ".uid", 8 + rows * 8, WRITTEN),
                        new SourceFile("deleted_docs", deletedDocs, modified)));
    }
}
