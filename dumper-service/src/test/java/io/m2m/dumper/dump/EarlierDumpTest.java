package io.m2m.dumper.dump;

import static io.m2m.dumper.dump.Bench.singles;
import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.VectorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierDumpTest {
    @TempDir
    private Path folder;

    private Bench bench;
    private SegmentSlice segment;
    private final AtomicLong rowsRead = new AtomicLong();

    @BeforeEach
    void prepare() throws IOException {
        bench = new Bench(folder);
        segment = bench.segment("100", new long[] {1, 2, 3}, singles(1, 2, 3), 1);
    }

    @Test
    void aFinishedTaskIsNotDumpedAgainAndGivesTheSameFacts() throws IOException {
        DumpFacts first = dump();
        Files.delete(bench.source.resolve("c/100/100.rv"));

        assertThat(dump()).isEqualTo(first);
        assertThat(rowsRead).hasValue(0);
    }

    @Test
    void aFinishedTaskWithoutLiveRowsIsNotDumpedAgain() throws IOException {
        segment = bench.segment("100", new long[] {1}, singles(1), 0);
        DumpFacts first = dump();
        Files.delete(bench.source.resolve("c/100/100.rv"));

        assertThat(dump()).isEqualTo(first);
    }

    @Test
    void withoutAManifestItIsDumpedAgain() throws IOException {
        dump();
        Files.delete(bench.taskFolder().resolve("manifest.json"));

        dump();

        assertThat(rowsRead).hasValue(3);
        assertThat(bench.taskFolder().resolve("manifest.json")).exists();
    }

    @Test
    void aFileOfAnotherLengthIsDumpedAgain() throws IOException {
        dump();
        Files.write(bench.taskFolder().resolve("data.npy"), new byte[5]);

        dump();

        assertThat(rowsRead).hasValue(3);
        assertThat(bench.taskFolder().resolve("data.npy")).hasSize(128 + 8);
    }

    @Test
    void aMissingFileIsDumpedAgain() throws IOException {
        dump();
        Files.delete(bench.taskFolder().resolve("id.npy"));

        dump();

        assertThat(bench.taskFolder().resolve("id.npy")).hasSize(128 + 16);
    }

    @Test
    void anotherSourceIsDumpedAgain() throws IOException {
        dump();
        segment = bench.segment("100", new long[] {1, 2, 3}, singles(1, 2, 4), 1, 1);

        dump();

        assertThat(rowsRead).hasValue(3);
    }

    @Test
    void aRepairedSegmentIsDumped() throws IOException {
        Path vectors = bench.source.resolve("c/100/100.rv");
        byte[] whole = Files.readAllBytes(vectors);
        Files.delete(vectors);
        assertThat(dump().quarantined()).isEqualTo(1);
        Files.write(vectors, whole);
        Files.setLastModifiedTime(
                vectors, java.nio.file.attribute.FileTime.from(segment.vectors().modified()));

        assertThat(dump()).extracting(DumpFacts::rows, DumpFacts::quarantined).containsExactly(2L, 0);
    }

    @Test
    void aChangedPolicyIsHeeded() throws IOException {
        segment = bench.segment("100", new long[] {1, 2}, singles(1, Float.NaN));
        bench.skipInvalid(true);
        assertThat(dump().rows()).isEqualTo(1);
        bench.skipInvalid(false);

        DumpFacts strict = dump();

        assertThat(strict).isEqualTo(new DumpFacts(0, 0, 1, 0));
        assertThat(bench.taskFolder()).isEmptyDirectory();
        bench.skipInvalid(true);
        assertThat(dump().rows()).isEqualTo(1);
    }

    private DumpFacts dump() throws IOException {
        rowsRead.set(0);
        return bench.dump(VectorType.FLOAT, 1, (rows, bytes) -> rowsRead.set(rows), segment)
                .facts();
    }
}
