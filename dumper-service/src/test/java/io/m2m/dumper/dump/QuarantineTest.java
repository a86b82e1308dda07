package io.m2m.dumper.dump;

import static io.m2m.dumper.dump.Bench.singles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.model.Manifest.DumpedSegment;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.TaskOutcome.SkippedRows;
import io.m2m.common.model.VectorType;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Task of three segments, of which the middle one is not as it should be. */
class QuarantineTest {
    private static final float NAN = Float.NaN;

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void prepare() throws IOException {
        bench = new Bench(folder);
        bench.segment("100", new long[] {1, 2}, singles(1, 1, 2, 2));
        bench.segment("101", new long[] {3, 4, 5}, singles(3, 3, 4, 4, 5, 5), 1);
        bench.segment("102", new long[] {6}, singles(6, 6));
    }

    @Test
    void trap3AFileShorterThanItsHeaderLeavesTheOtherSegmentsIn() throws IOException {
        cut("101.rv", 31);

        assertThat(dump()).isEqualTo(new DumpFacts(3, 128 + 24 + 128 + 24, 1, 0));

        assertThat(ids()).containsExactly("1", "2", "6");
        assertThat(quarantined())
                .isEqualTo(
                        new QuarantinedSegment(
                                "101",
                                "_default",
                                3,
                                "c/101/101.rv",
                                "byte 0, length of the payload: it says 24 bytes, but 23 follow; restore it from a copy of the store"));
        assertThat(bench.manifest().segments())
                .extracting(DumpedSegment::segment)
                .containsExactly("100", "102");
    }

    @Test
    void aQuarantinedSegmentHasTheRowsOfItsMetadataWhateverItsFilesHold() throws IOException {
        SegmentSlice planned = planned()[1];
        cut("101.rv", 31);

        bench.dump(VectorType.FLOAT, 2, told(planned, 7L));

        assertThat(quarantined().rows()).isEqualTo(7);
    }

    @Test
    void aPlanThatDidNotTellTheRowsByMetadataLeavesThoseOfTheIds() throws IOException {
        SegmentSlice planned = planned()[1];
        cut("101.rv", 31);

        bench.dump(VectorType.FLOAT, 2, told(planned, null).range(1, 2));

        assertThat(quarantined().rows()).isEqualTo(3);
    }

    @Test
    void ofACutSegmentTheRowsThatAreSetAsideAreNamed() throws IOException {
        SegmentSlice planned = planned()[1];
        cut("101.rv", 31);

        bench.dump(VectorType.FLOAT, 2, told(planned, 7L).range(1, 2));

        assertThat(quarantined().rows()).isEqualTo(7);
        assertThat(quarantined().part()).isEqualTo(new QuarantinedSegment.Part(1, 2, 3));
    }

    @Test
    void idsAndVectorsOfDifferentNumberAreQuarantined() throws IOException {
        Files.copy(segment("100").resolve("100.uid"), replaced("101.uid"));

        dump();

        assertThat(ids()).containsExactly("1", "2", "6");
        assertThat(quarantined().reason()).contains("expected the ids of 3 rows of the segment, found those of 2");
    }

    @Test
    void deletesThatCannotBeReadQuarantineTheirSegment() throws IOException {
        cut("deleted_docs", 10);

        dump();

        assertThat(ids()).containsExactly("1", "2", "6");
        assertThat(quarantined().file()).isEqualTo("c/101/deleted_docs");
    }

    @Test
    void aFileThatWentMissingSinceThePlanIsQuarantined() throws IOException {
        SegmentSlice[] planned = planned();
        Files.delete(segment("101").resolve("deleted_docs"));

        bench.dump(VectorType.FLOAT, 2, planned);

        assertThat(ids()).containsExactly("1", "2", "6");
        assertThat(quarantined().reason()).isEqualTo("the file is missing; restore it from a copy of the store");
    }

    @Test
    void aFileThatChangedSinceThePlanIsQuarantined() throws IOException {
        SegmentSlice[] planned = planned();
        touch("101.uid");

        bench.dump(VectorType.FLOAT, 2, planned);

        assertThat(ids()).containsExactly("1", "2", "6");
        assertThat(quarantined().reason())
                .contains("changed after the plan was made", "32 bytes of 2001-01-01T00:00:00Z", "stop what writes");
    }

    @Test
    void aFileThatChangesWhileItIsReadIsQuarantined() throws IOException {
        SegmentSlice[] planned = planned();
        strike("101.rv", () -> touch("101.uid"));

        bench.dump(VectorType.FLOAT, 2, planned);

        assertThat(ids()).containsExactly("1", "2", "6");
        assertThat(quarantined().file()).isEqualTo("c/101/101.uid");
    }

    @Test
    void aFileThatChangesOnlyAfterItWasFoundSoundIsQuarantinedToo() throws IOException {
        SegmentSlice[] planned = planned();
        AtomicInteger opened = new AtomicInteger();
        strike("101.rv", () -> {
            if (opened.incrementAndGet() == 1) {
                throw new IOException("it stutters");
            }
            if (opened.get() == 3) {
                touch("101.uid");
            }
        });

        bench.dump(VectorType.FLOAT, 2, planned);

        assertThat(ids()).containsExactly("1", "2", "6");
        assertThat(quarantined().reason()).contains("changed while it was read");
    }

    @Test
    void allSegmentsQuarantinedLeaveNoFolder() throws IOException {
        cut("101.rv", 31);

        DumpFacts facts = bench.dump(VectorType.FLOAT, 2, planned()[1]).facts();

        assertThat(facts).isEqualTo(new DumpFacts(0, 0, 1, 0));
        assertThat(bench.taskFolder().resolve("manifest.json")).doesNotExist();
        assertThat(bench.taskFolder())
                .satisfiesAnyOf(
                        path -> assertThat(path).doesNotExist(),
                        path -> assertThat(path).isEmptyDirectory());
        assertThat(bench.outcome().manifest().segments()).isEmpty();
    }

    @Test
    void trap19NanAndInfinityQuarantineTheirSegmentAndNameTheIds() throws IOException {
        bench.segment("101", new long[] {3, 4, -5}, singles(3, NAN, 4, 4, Float.NEGATIVE_INFINITY, 5));

        dump();

        assertThat(ids()).containsExactly("1", "2", "6");
        assertThat(quarantined().file()).isEqualTo("c/101/101.rv");
        assertThat(quarantined().reason())
                .isEqualTo("2 rows have NaN or infinity, which Milvus 2.x refuses: id 3, -5;"
                        + " set policy.invalidVectors: skip to leave such rows out");
    }

    @Test
    void trap19SkippedRowsAreLeftOutAndListed() throws IOException {
        bench.segment("101", new long[] {3, 4, -5}, singles(3, NAN, 4, 4, Float.NEGATIVE_INFINITY, 5));
        bench.skipInvalid(true);

        assertThat(dump().skipped()).isEqualTo(2);

        assertThat(ids()).containsExactly("1", "2", "4", "6");
        assertThat(bench.outcome().skipped()).containsExactly(new SkippedRows("101", List.of("3", "-5")));
        assertThat(bench.outcome().quarantined()).isEmpty();
        assertThat(bench.manifest().segments().get(1))
                .extracting(DumpedSegment::rows, DumpedSegment::written)
                .containsExactly(3L, 1L);
    }

    @Test
    void trap19ManyInvalidRowsAreNamedByTheFirstFew() throws IOException {
        float[] values = new float[24];
        java.util.Arrays.fill(values, Float.POSITIVE_INFINITY);
        bench.segment("101", java.util.stream.LongStream.range(20, 32).toArray(), singles(values));

        bench.dump(VectorType.FLOAT, 2, Bench.slice(bench.source, 0, "c/101", 0, 12, 12));

        assertThat(quarantined().reason())
                .startsWith("12 rows have NaN")
                .contains("id 20, 21, 22, 23, 24, 25, 26, 27, 28, 29 and 2 more;");
    }

    @Test
    void deletedRowsMayHoldAnything() throws IOException {
        bench.segment("101", new long[] {3, 4}, singles(3, 3, NAN, NAN), 1);

        bench.dump(VectorType.FLOAT, 2, Bench.slice(bench.source, 0, "c/101", 0, 2, 2));

        assertThat(ids()).containsExactly("3");
        assertThat(bench.outcome().quarantined()).isEmpty();
    }

    @Test
    void aReadThatFailsOnceIsNoDamage() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        strike("101.rv", () -> {
            if (opened.incrementAndGet() == 1) {
                throw new IOException("it stutters");
            }
        });

        dump();

        assertThat(ids()).containsExactly("1", "2", "3", "5", "6");
        assertThat(bench.outcome().quarantined()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadTwiceIsQuarantined() throws IOException {
        strike("101.rv", () -> {
            throw new IOException("Input/output error");
        });

        dump();

        assertThat(ids()).containsExactly("1", "2", "6");
        assertThat(quarantined().reason())
                .isEqualTo("it cannot be read behind byte 0: Input/output error; restore it from a copy of the store");
    }

    @Test
    void missingRightsSayNothingAboutTheData() {
        strike("101.rv", () -> {
            throw new AccessDeniedException("/tables/c/101/101.rv");
        });

        assertThatThrownBy(this::dump).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void anInterruptEndsTheDumpAndLeavesNothing() {
        assertThatThrownBy(() -> bench.dump(
                        VectorType.FLOAT,
                        2,
                        (rows, bytes) -> Thread.currentThread().interrupt(),
                        planned()))
                .isInstanceOf(InterruptedIOException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(bench.taskFolder()).isEmptyDirectory();
        assertThat(bench.target.resolve(".m2m/m-test/outcomes")).doesNotExist();
    }

    private static SegmentSlice told(SegmentSlice slice, Long metadataRows) {
        return new SegmentSlice(
                slice.segment(),
                slice.folder(),
                slice.root(),
                slice.firstRow(),
                slice.rows(),
                slice.segmentRows(),
                metadataRows,
                slice.files());
    }

    private DumpFacts dump() throws IOException {
        return bench.dump(VectorType.FLOAT, 2, planned()).facts();
    }

    private SegmentSlice[] planned() throws IOException {
        return new SegmentSlice[] {
            Bench.slice(bench.source, 0, "c/100", 0, 2, 2),
            Bench.slice(bench.source, 0, "c/101", 0, 3, 3),
            Bench.slice(bench.source, 0, "c/102", 0, 1, 1)
        };
    }

    private QuarantinedSegment quarantined() throws IOException {
        assertThat(bench.outcome().quarantined()).hasSize(1);
        return bench.outcome().quarantined().getFirst();
    }

    private List<String> ids() throws IOException {
        return NpyRows.of(
                        bench.taskFolder().resolve("id.npy"), bench.taskFolder().resolve("data.npy"))
                .stream()
                .map(row -> row.substring(0, row.indexOf(' ')))
                .toList();
    }

    private Path segment(String name) {
        return bench.source.resolve("c").resolve(name);
    }

    private void cut(String file, int bytes) throws IOException {
        Path path = segment("101").resolve(file);
        Files.write(path, java.util.Arrays.copyOf(Files.readAllBytes(path), bytes));
    }

    private Path replaced(String file) throws IOException {
        Path path = segment("101").resolve(file);
        Files.delete(path);
        return path;
    }

    private void touch(String file) throws IOException {
        Files.setLastModifiedTime(segment("101").resolve(file), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
    }

    private void strike(String suffix, FaultyStore.Fault fault) {
        bench.roots = List.of(new FaultyStore(bench.roots.getFirst(), suffix, fault));
    }
}
