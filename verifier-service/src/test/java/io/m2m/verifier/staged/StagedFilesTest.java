package io.m2m.verifier.staged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.model.Manifest;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.staging.StagingLayout;
import io.m2m.verifier.verify.DumpedStore;
import io.m2m.verifier.verify.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFilesTest {
    /** More than a block of ids and of vectors. */
    private static final int ROWS = 40_000;

    @TempDir
    Path folder;

    private DumpedStore store;
    private StagedFiles files;
    private StagedTask task;
    private List<Row> rows;

    @BeforeEach
    void oneTaskOfTwoSegments() throws IOException {
        rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(Row.floats(i * 7L - 5, i, -i, 0, 1));
        }
        Map<String, List<Row>> segments = new LinkedHashMap<>();
        segments.put("s1", rows.subList(0, 10));
        segments.put("s2", rows.subList(10, ROWS));
        store = new DumpedStore(folder, "c", "c").task("_default", segments);
        store.write();
        files = new StagedFiles(store.staging);
        task = new StagedTask(manifest());
    }

    private Manifest manifest() throws IOException {
        return store.documents
                .read(StagingLayout.outcome(DumpedStore.MIGRATION, "t0"), TaskOutcome.class)
                .orElseThrow()
                .manifest();
    }

    @Test
    void readsAllRowsInOrder() throws IOException {
        List<Row> read = new ArrayList<>();
        List<Long> ids = new ArrayList<>();

        files.rows(task, 16, (row, id, block, offset) -> {
            assertThat(row).isEqualTo(read.size());
            read.add(row(id, block, offset));
        });
        files.ids(task, (row, id) -> ids.add(id));

        assertThat(read).isEqualTo(rows);
        assertThat(ids).isEqualTo(rows.stream().map(Row::id).toList());
    }

    @Test
    void readsAFewVectorsNearAndFar() throws IOException {
        long[] wanted = {0, 1, 5, 9_000, 39_998, 39_999};
        long[] ids = {-5, 2, 30, 62_995, 279_981, 279_988};
        List<Row> read = new ArrayList<>();

        files.vectors(task, 16, wanted, ids, (row, id, block, offset) -> read.add(row(id, block, offset)));

        assertThat(read)
                .containsExactly(
                        rows.get(0), rows.get(1), rows.get(5), rows.get(9_000), rows.get(39_998), rows.get(39_999));
    }

    @Test
    void knowsWhichSegmentARowCameFrom() {
        assertThat(task.segmentOf(9)).isEqualTo("s1");
        assertThat(task.segmentOf(10)).isEqualTo("s2");
        assertThat(task.segmentOf(ROWS - 1)).isEqualTo("s2");
        assertThat(task.reaches(-100, -5)).isTrue();
        assertThat(task.reaches(-100, -6)).isFalse();
    }

    @Test
    void saysThatAFileIsGone() throws IOException {
        Files.delete(store.file(0, "id.npy"));

        assertDamaged(() -> files.ids(task, (row, id) -> {}), "c/_default/t0/id.npy", "it is not there");
    }

    @Test
    void saysThatAFileEndsEarly() throws IOException {
        change("data.npy", bytes -> Arrays.copyOf(bytes, bytes.length - 1));

        assertDamaged(this::readAll, "data.npy", "it ends early");
        assertDamaged(
                () -> files.vectors(task, 16, new long[] {ROWS - 1}, new long[] {0}, (row, id, block, offset) -> {}),
                "data.npy",
                "it ends early");
    }

    @Test
    void saysThatAFileGoesOn() throws IOException {
        change("id.npy", bytes -> Arrays.copyOf(bytes, bytes.length + 1));

        assertDamaged(this::readAll, "id.npy", "goes on");
    }

    @Test
    void saysThatAByteChanged() throws IOException {
        change("id.npy", bytes -> {
            bytes[bytes.length - 3] ^= 4;
            return bytes;
        });

        assertDamaged(this::readAll, "id.npy", "CRC-32C");
    }

    @Test
    void saysThatAHeaderIsNotTheManifests() throws IOException {
        change("id.npy", bytes -> DumpedStore.npy("<i8", List.of(ROWS - 1L), new byte[(ROWS - 1) * 8]));
        assertDamaged(this::readAll, "id.npy", "[39999]");
        change("id.npy", bytes -> "no header at all".getBytes(StandardCharsets.US_ASCII));
        assertDamaged(this::readAll, "id.npy", "NumPy header");
    }

    private void readAll() throws IOException {
        files.rows(task, 16, (row, id, block, offset) -> {});
    }

    private static Row row(long id, byte[] block, int offset) {
        return new Row(id, Arrays.copyOfRange(block, offset, offset + 16));
    }

    private void change(String name, UnaryOperator<byte[]> change) throws IOException {
        Path file = store.file(0, name);
        Files.write(file, change.apply(Files.readAllBytes(file)));
    }

    private static void assertDamaged(ThrowingCallable reading, String... said) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        damaged -> assertThat(damaged.problem().kind()).isEqualTo(Problem.Kind.DAMAGED))
                .hasMessageContainingAll(said);
    }
}
