package io.m2m.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.SourceFile;
import io.m2m.common.model.VectorType;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import io.m2m.storage.s3.S3Server;
import io.m2m.storage.s3.S3Stores;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From bucket to bucket, with files of several parts. */
class BucketDumpIT {
    private static final int ROWS = 300_000;
    private static final int WIDTH = 64;

    @TempDir
    private Path folder;

    private Bench bench;
    private S3Server server;
    private ObjectStore source;

    @BeforeEach
    void start() throws IOException {
        bench = new Bench(folder);
        server = S3Server.start(Files.createDirectories(folder.resolve("buckets")), 0);
        source = new S3Stores().open(server.bucket("old", "db/tables", IfMissing.MAKE), () -> {});
        bench.roots = List.of(source);
        bench.staging = new S3Stores().open(server.bucket("new", "moves", IfMissing.MAKE), () -> {});
        bench.settings = new DumpSettings("id.npy", "data.npy", 1 << 20, 1 << 20, false);
    }

    @AfterEach
    void stop() {
        source.close();
        bench.staging.close();
        server.close();
    }

    @Test
    void givesTheSameFilesAsBetweenFolders() throws IOException {
        byte[] vectors = new byte[ROWS * WIDTH];
        new Random(1).nextBytes(vectors);
        long[] ids = LongStream.range(0, ROWS).map(i -> i / 2).toArray();
        DumpPlan plan = plan(upload("100", ids, vectors), upload("101", ids, vectors));

        DumpFacts facts = bench.dump(plan, (rows, bytes) -> {}).facts();

        assertThat(facts).isEqualTo(new DumpFacts(2 * ROWS, 256 + 2L * ROWS * (8 + WIDTH), 0, 0));
        assertThat(bench.manifest().repeatedIds()).isEqualTo(2 * ROWS - ROWS / 2);
        byte[] written = bytes("c/_default/t1/data.npy");
        assertThat(Arrays.equals(written, 128, 128 + vectors.length, vectors, 0, vectors.length))
                .isTrue();
        assertThat(Arrays.equals(written, 128 + vectors.length, written.length, vectors, 0, vectors.length))
                .isTrue();
        assertThat(bench.dump(plan, (rows, bytes) -> {
                            throw new AssertionError("dumped again");
                        })
                        .facts())
                .isEqualTo(facts);
    }

    @Test
    void aSegmentFoundDamagedAfterManyPartsLeavesNoTrace() throws IOException {
        byte[] vectors = new byte[ROWS * WIDTH];
        long[] ids = LongStream.range(0, ROWS).toArray();
        SegmentSlice sound = upload("100", ids, vectors);
        SegmentSlice damaged = upload("101", ids, Arrays.copyOf(vectors, vectors.length - 1));

        DumpFacts facts = bench.dump(plan(sound, damaged), (rows, bytes) -> {}).facts();

        assertThat(facts.rows()).isEqualTo(ROWS);
        assertThat(bench.outcome().quarantined()).hasSize(1);
        assertThat(bytes("c/_default/t1/data.npy")).hasSize(128 + vectors.length);
        try (Stream<ObjectInfo> staged = bench.staging.list("c/")) {
            assertThat(staged.map(ObjectInfo::key))
                    .containsExactlyInAnyOrder(
                            "c/_default/t1/id.npy", "c/_default/t1/data.npy", "c/_default/t1/manifest.json");
        }
    }

    private static DumpPlan plan(SegmentSlice... slices) {
        return new DumpPlan(Bench.TASK, "c", "_default", VectorType.BINARY, 8 * WIDTH, 0, 0, List.of(slices));
    }

    /** The plan knows the times from a listing, the dump asks for each object. */
    private SegmentSlice upload(String name, long[] ids, byte[] vectors) throws IOException {
        put("c/" + name + "/" + name + ".rv", vectors);
        put("c/" + name + "/" + name + ".uid", Bench.bytes(ids));
        put("c/" + name + "/deleted_docs", new byte[0]);
        List<SourceFile> files = new ArrayList<>();
        try (Stream<ObjectInfo> listed = source.list("c/" + name + "/")) {
            List<ObjectInfo> objects = listed.toList();
            for (String file : List.of(name + ".rv", name + ".uid", "deleted_docs")) {
                ObjectInfo object = objects.stream()
                        .filter(one -> one.key().endsWith("/" + file))
                        .findAny()
                        .orElseThrow();
                files.add(new SourceFile(file, object.bytes(), object.modified()));
            }
        }
        return new SegmentSlice(name, "c/" + name, 0, 0, ids.length, ids.length, (long) ids.length, files);
    }

    private void put(String key, byte[] payload) throws IOException {
        byte[] header = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(payload.length)
                .array();
        try (ObjectWriter writer = source.create(key)) {
            writer.write(header);
            writer.write(payload);
            writer.commit();
        }
    }

    private byte[] bytes(String key) throws IOException {
        try (var in = bench.staging.open(key, 0)) {
            return in.readAllBytes();
        }
    }
}
