package io.m2m.dumper.dump;

import static io.m2m.dumper.dump.Bench.bytes;
import static io.m2m.dumper.dump.Bench.singles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.message.PlanEntry;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Manifest.DumpedSegment;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.VectorType;
import io.m2m.common.storage.LocalObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpSegmentsTest {
    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void prepare() throws IOException {
        bench = new Bench(folder);
    }

    @Test
    void writesBothFilesAndAManifestWithTheFingerprintsOfTheContract() throws IOException {
        SegmentSlice segment = bench.segment("100", new long[] {1, 2}, singles(1, 1, 1, 1, 0.5f, -0.0f, 2, -1.5f));

        DumpFacts facts = bench.dump(VectorType.FLOAT, 4, segment).facts();

        Manifest manifest = bench.manifest();
        assertThat(manifest.fingerprint()).isEqualTo("c2d68fe8c54557a9996f7d159cd3ebea");
        assertThat(manifest.idFingerprint()).isEqualTo("3d9eee8fc7e25fbb24cd8ef21098b1d1");
        assertThat(manifest.segments()).containsExactly(new DumpedSegment("100", 2, 0, 2, segment.files()));
        assertThat(manifest.files()).containsOnlyKeys("id.npy", "data.npy");
        assertThat(manifest.files().get("id.npy").shape()).containsExactly(2L);
        assertThat(manifest.files().get("data.npy").shape()).containsExactly(2L, 4L);
        assertThat(manifest)
                .extracting(Manifest::rows, Manifest::minId, Manifest::maxId, Manifest::repeatedIds)
                .containsExactly(2L, "1", "2", 0L);
        assertThat(facts).isEqualTo(new DumpFacts(2, 128 + 16 + 128 + 32, 0, 0));
        assertThat(bench.outcome().manifest()).isEqualTo(manifest);
        assertThat(NpyRows.header(bench.taskFolder().resolve("data.npy")))
                .isEqualTo("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }");
    }

    @Test
    void trap1UnsortedAndRepeatedDeletesLeaveTheOneLiveRow() throws IOException {
        bench.dump(VectorType.BINARY, 16, bench.segment("100", new long[] {7, 8, 9}, new byte[6], 2, 0, 2));

        assertThat(rows()).containsExactly("8 0000");
        assertThat(bench.manifest().segments().getFirst().deleted()).isEqualTo(2);
    }

    @Test
    void dumpsNothingForATaskWhoseLineIsAnothers() throws IOException {
        DumpPlan own = new DumpPlan(
                Bench.TASK,
                "c",
                "_default",
                VectorType.BINARY,
                8,
                1,
                9,
                List.of(bench.segment("100", new long[] {7}, new byte[1])));
        DumpPlan other = new DumpPlan(
                "t2",
                "c",
                "_default",
                VectorType.BINARY,
                8,
                1,
                9,
                List.of(bench.segment("101", new long[] {8}, new byte[1])));
        PlanEntry line = bench.plan(other, own).getFirst();

        assertThatThrownBy(() -> bench.dump(own, line, (rows, bytes) -> {}))
                .isInstanceOf(ProblemException.class)
                .hasMessageContainingAll("plan.jsonl has task t2 at byte 0", "task t1", "run the same command again");
        assertThat(bench.taskFolder()).doesNotExist();
    }

    @Test
    void trap4BytesBehindTheDeletesAreReportedAndNothingElse() throws IOException {
        bench.segment("100", new long[] {7, 8, 9}, new byte[3], 1);
        append("100/deleted_docs", 0, 0, 0, 0);

        bench.dump(VectorType.BINARY, 8, planned("100", 3));

        assertThat(rows()).containsExactly("7 00", "9 00");
        assertThat(bench.outcome().warnings())
                .containsExactly("segment 100: deleted_docs has 4 bytes more than its header counts; they are ignored");
    }

    @Test
    void deleteOffsetsThatAreNoRowsAreReportedAndNotSubtracted() throws IOException {
        bench.dump(VectorType.BINARY, 8, bench.segment("100", new long[] {7, 8, 9}, new byte[3], 3, -1, 0));

        assertThat(rows()).containsExactly("8 00", "9 00");
        assertThat(bench.outcome().warnings())
                .containsExactly("segment 100: deleted_docs lists 2 offsets outside of the segment's 3 rows;"
                        + " they delete nothing");
        assertThat(bench.manifest().segments().getFirst().deleted()).isEqualTo(1);
    }

    @Test
    void trap5LeftoversOfAnInterruptedRewriteAreNotLookedAt() throws IOException {
        SegmentSlice segment = bench.segment("100", new long[] {7, 8}, new byte[2], 0);
        Files.write(bench.source.resolve("c/100/temp_del"), bytes(8, 0, 0, 1));
        Files.write(bench.source.resolve("c/100/temp_bloom"), new byte[3]);

        bench.dump(VectorType.BINARY, 8, segment);

        assertThat(rows()).containsExactly("8 00");
    }

    @Test
    void trap6ATaskWithoutLiveRowsHasAnOutcomeAndNoFolder() throws IOException {
        SegmentSlice empty = bench.segment("100", new long[0], new byte[0]);
        SegmentSlice allDeleted = bench.segment("101", new long[] {5, 6}, new byte[16], 1, 0);

        DumpFacts facts = bench.dump(VectorType.FLOAT, 2, empty, allDeleted).facts();

        assertThat(facts).isEqualTo(new DumpFacts(0, 0, 0, 0));
        assertThat(bench.taskFolder()).doesNotExist();
        Manifest manifest = bench.outcome().manifest();
        assertThat(manifest.minId()).isNull();
        assertThat(manifest.fingerprint()).isEqualTo("0".repeat(32));
        assertThat(manifest.segments())
                .containsExactly(
                        new DumpedSegment("100", 0, 0, 0, empty.files()),
                        new DumpedSegment("101", 2, 2, 0, allDeleted.files()));
    }

    @Test
    void emptyAndDeletedSegmentsDoNotDisturbTheOthersOfTheirTask() throws IOException {
        SegmentSlice empty = bench.segment("100", new long[0], new byte[0]);
        SegmentSlice full = bench.segment("101", new long[] {5, 6}, new byte[] {1, 2});
        SegmentSlice allDeleted = bench.segment("102", new long[] {7}, new byte[] {3}, 0);
        SegmentSlice last = bench.segment("103", new long[] {4}, new byte[] {4});

        bench.dump(VectorType.BINARY, 8, empty, full, allDeleted, last);

        assertThat(rows()).containsExactly("5 01", "6 02", "4 04");
    }

    @Test
    void trap20IdsKeepAll64Bits() throws IOException {
        long[] ids = {Long.MAX_VALUE, Long.MIN_VALUE, 0, -1, (1L << 53) + 1};

        bench.dump(VectorType.BINARY, 8, bench.segment("100", ids, new byte[5]));

        assertThat(rows())
                .containsExactly(
                        "9223372036854775807 00", "-9223372036854775808 00", "0 00", "-1 00", "9007199254740993 00");
        assertThat(bench.manifest().minId()).isEqualTo("-9223372036854775808");
        assertThat(bench.manifest().maxId()).isEqualTo("9223372036854775807");
    }

    @Test
    void trap28ASegmentIsReadFromItsOwnDataRoot() throws IOException {
        Path second = Files.createDirectories(folder.resolve("second"));
        bench.roots = List.of(new LocalObjectStore(bench.source), new LocalObjectStore(second));
        bench.segment("100", new long[] {1}, new byte[1]);
        SegmentSlice segment = Bench.segment(second, 1, "100", new long[] {2}, new byte[1]);

        bench.dump(VectorType.BINARY, 8, segment);

        assertThat(rows()).containsExactly("2 00");
    }

    @Test
    void trap36BitsOfASinglePassUnchanged() throws IOException {
        byte[] vectors = singles(-0.0f, Float.MIN_VALUE, -Float.MIN_NORMAL / 2, Float.MAX_VALUE);

        bench.dump(VectorType.FLOAT, 4, bench.segment("100", new long[] {1}, vectors));

        assertThat(rows()).containsExactly("1 00000080" + "01000000" + "00004080" + "ffff7f7f");
    }

    @Test
    void slicesOfASegmentDivideItsRowsAndItsDeletes() throws IOException {
        bench.segment("100", new long[] {1, 2, 3, 4, 5, 6}, new byte[] {1, 2, 3, 4, 5, 6}, 5, 3, 0);
        SegmentSlice middle = Bench.slice(bench.source, 0, "c/100", 2, 3, 6);

        bench.dump(VectorType.BINARY, 8, middle);

        assertThat(rows()).containsExactly("3 03", "5 05");
        assertThat(bench.manifest().segments().getFirst())
                .extracting(DumpedSegment::rows, DumpedSegment::deleted)
                .containsExactly(3L, 1L);
    }

    @Test
    void rowsWiderThanTheBuffersPassOneByOne() throws IOException {
        byte[] vectors = new byte[3 * 200];
        vectors[200] = 1;
        vectors[400] = 2;

        bench.dump(VectorType.BINARY, 1600, bench.segment("100", new long[] {1, 2, 3}, vectors, 1));

        assertThat(rows()).containsExactly("1 " + "00".repeat(200), "3 02" + "00".repeat(199));
    }

    @Test
    void repeatedIdsOfAllSegmentsOfTheTaskAreCountedAndKept() throws IOException {
        SegmentSlice first = bench.segment("100", new long[] {1, 2, 2}, new byte[3]);
        SegmentSlice second = bench.segment("101", new long[] {2, 3, 1, 1}, new byte[4], 3);

        bench.dump(VectorType.BINARY, 8, first, second);

        assertThat(rows()).hasSize(6);
        assertThat(bench.manifest().repeatedIds()).isEqualTo(3);
    }

    @Test
    void progressCountsPhysicalRowsAndTheBytesReadForThem() throws IOException {
        List<String> reports = new ArrayList<>();
        SegmentSlice segment = bench.segment("100", new long[10], new byte[10], 1, 2);

        bench.dump(VectorType.BINARY, 8, (rows, bytes) -> reports.add(rows + "/" + bytes), segment);

        assertThat(reports).containsExactly("8/72", "10/90");
    }

    private List<String> rows() throws IOException {
        return NpyRows.of(
                bench.taskFolder().resolve("id.npy"), bench.taskFolder().resolve("data.npy"));
    }

    private SegmentSlice planned(String segment, long rows) throws IOException {
        return Bench.slice(bench.source, 0, "c/" + segment, 0, rows, rows);
    }

    private void append(String file, int... bytes) throws IOException {
        for (int b : bytes) {
            Files.write(
                    bench.source.resolve("c/" + file), new byte[] {(byte) b}, java.nio.file.StandardOpenOption.APPEND);
        }
    }
}
