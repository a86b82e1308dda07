package io.m2m.verifier.verify;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Manifest.DumpedSegment;
import io.m2m.common.model.Manifest.StagedFile;
import io.m2m.common.model.Metric;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.model.VectorType;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.common.storage.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Staging after a dump, written without the dumper: files, manifests, plan. Sums are made with big integers, by another way than
 * the code that is tested.
 */
public final class DumpedStore {
    public static final String MIGRATION = "m-0123456789abcdef";

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

    public final Path folder;
    public final ObjectStore staging;
    public final Documents documents;
    public VectorType vectorType = VectorType.FLOAT;
    public int dim = 4;
    public Metric metric = Metric.L2;
    public SourceIndex index = new SourceIndex("FLAT", Map.of());
    /** Tasks that are planned and have no outcome. */
    public int undumped;

    private final String source;
    private final String target;
    private final Map<String, String> partitions = new LinkedHashMap<>();
    private final List<Task> tasks = new ArrayList<>();

    private record Task(String name, String partition, Map<String, List<Row>> segments) {
        List<Row> rows() {
            return segments.values().stream().flatMap(List::stream).toList();
        }
    }

    public DumpedStore(Path folder, String source, String target) {
        this.folder = folder;
        this.source = source;
        this.target = target;
        this.staging = new LocalObjectStore(folder);
        this.documents = new JsonDocuments(staging, Json.mapper());
        partitions.put("_default", "_default");
    }

    public DumpedStore binary(int bits) {
        vectorType = VectorType.BINARY;
        dim = bits;
        metric = Metric.HAMMING;
        index = new SourceIndex("BIN_FLAT", Map.of());
        return this;
    }

    public DumpedStore partition(String tag, String name) {
        partitions.put(tag, name);
        return this;
    }

    /** A task of one segment; segments are named like their tasks. */
    public DumpedStore task(String tag, Row... rows) {
        String name = "t" + tasks.size();
        return task(tag, Map.of("segment-of-" + name, List.of(rows)));
    }

    public DumpedStore task(String tag, Map<String, List<Row>> segments) {
        tasks.add(new Task("t" + tasks.size(), tag, segments));
        return this;
    }

    public void write() throws IOException {
        for (Task task : tasks) {
            Manifest manifest = task.rows().isEmpty() ? manifest(task, Map.of()) : manifest(task, files(task));
            documents.write(
                    StagingLayout.outcome(MIGRATION, task.name()),
                    new TaskOutcome(manifest, List.of(), List.of(), List.of()));
        }
        try (Documents.LineWriter lines = documents.writeLines(StagingLayout.tasks(MIGRATION))) {
            for (Task task : tasks) {
                lines.write(line(task.name(), task.partition()));
            }
            for (int i = 0; i < undumped; i++) {
                lines.write(line("undumped-" + i, "_default"));
            }
            lines.write(new DumpPlan("other", "another", "_default", vectorType, dim, 1, 1, List.of()));
            lines.commit();
        }
        documents.write(
                StagingLayout.plan(MIGRATION),
                new MigrationPlan(MigrationPlan.SCHEMA, MIGRATION, "test", List.of(plan())));
    }

    private DumpPlan line(String task, String partition) {
        return new DumpPlan(task, source, partition, vectorType, dim, 1, 1, List.of());
    }

    private CollectionPlan plan() {
        return new CollectionPlan(
                source,
                target,
                vectorType,
                dim,
                metric,
                index,
                partitions.entrySet().stream()
                        .map(each -> new PartitionPlan(each.getKey(), each.getValue()))
                        .toList(),
                tasks.size(),
                0,
                0,
                List.of(),
                List.of());
    }

    /** Paths of the pairs of files of one partition, as the target imports them. */
    public List<List<String>> imports(String tag) {
        return tasks.stream()
                .filter(task -> task.partition().equals(tag) && !task.rows().isEmpty())
                .map(task -> List.of(
                        path(task, "id.npy").toString(), path(task, "data.npy").toString()))
                .toList();
    }

    public Path file(int task, String name) {
        return path(tasks.get(task), name);
    }

    private Path path(Task task, String name) {
        return folder.resolve(StagingLayout.taskFolder(source, task.partition(), task.name()))
                .resolve(name);
    }

    private Map<String, StagedFile> files(Task task) throws IOException {
        List<Row> rows = task.rows();
        ByteBuffer ids = ByteBuffer.allocate(rows.size() * 8).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream vectors = new ByteArrayOutputStream();
        for (Row row : rows) {
            ids.putLong(row.id());
            vectors.writeBytes(row.vector());
        }
        long width = vectorType == VectorType.FLOAT ? dim : dim / 8;
        String type = vectorType == VectorType.FLOAT ? "<f4" : "|u1";
        return Map.of(
                "id.npy", npy(task, "id.npy", "<i8", List.of((long) rows.size()), ids.array()),
                "data.npy", npy(task, "data.npy", type, List.of((long) rows.size(), width), vectors.toByteArray()));
    }

    private StagedFile npy(Task task, String name, String type, List<Long> shape, byte[] payload) throws IOException {
        byte[] file = npy(type, shape, payload);
        Files.createDirectories(path(task, name).getParent());
        Files.write(path(task, name), file);
        CRC32C crc = new CRC32C();
        crc.update(file);
        return new StagedFile(file.length, String.format("%08x", crc.getValue()), type, shape);
    }

    public static byte[] npy(String type, List<Long> shape, byte[] payload) {
        String numbers = shape.size() == 1 ? shape.get(0) + "," : shape.get(0) + ", " + shape.get(1);
        StringBuilder header =
                new StringBuilder("{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + numbers + "), }");
        while ((header.length() + 11) % 64 != 0) {
            header.append(' ');
        }
        header.append('\n');
        ByteBuffer file = ByteBuffer.allocate(10 + header.length() + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) header.length())
                .put(header.toString().getBytes(StandardCharsets.US_ASCII))
                .put(payload);
        return file.array();
    }

    private Manifest manifest(Task task, Map<String, StagedFile> files) {
        List<Row> rows = task.rows();
        long distinct = rows.stream().map(Row::id).distinct().count();
        return new Manifest(
                Manifest.SCHEMA,
                MIGRATION,
                source,
                task.partition(),
                task.name(),
                "test",
                task.segments().entrySet().stream()
                        .map(each -> new DumpedSegment(
                                each.getKey(),
                                each.getValue().size(),
                                0,
                                each.getValue().size(),
                                List.of()))
                        .toList(),
                rows.size(),
                rows.stream()
                        .map(Row::id)
                        .min(Long::compare)
                        .map(String::valueOf)
                        .orElse(null),
                rows.stream()
                        .map(Row::id)
                        .max(Long::compare)
                        .map(String::valueOf)
                        .orElse(null),
                fingerprint(rows, true),
                fingerprint(rows, false),
                rows.size() - distinct,
                null,
                files);
    }

    static String fingerprint(List<Row> rows, boolean vectors) {
        BigInteger sum = BigInteger.ZERO;
        for (Row row : rows) {
            ByteBuffer bytes = ByteBuffer.allocate(8 + (vectors ? row.vector().length : 0))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(row.id());
            if (vectors) {
                bytes.put(row.vector());
            }
            HashValue128 hash = Hashing.xxh3_128().hashBytesTo128Bits(bytes.array());
            sum = sum.add(new BigInteger(1, bigEndian(hash)));
        }
        return String.format("%032x", sum.mod(MODULUS));
    }

    private static byte[] bigEndian(HashValue128 hash) {
        return ByteBuffer.allocate(16)
                .putLong(hash.getMostSignificantBits())
                .putLong(hash.getLeastSignificantBits())
                .array();
    }
}
