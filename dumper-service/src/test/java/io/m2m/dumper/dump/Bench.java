package io.m2m.dumper.dump;

import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.message.DumpTask;
import io.m2m.common.message.Event.RepeatedIdsFound;
import io.m2m.common.message.Event.SegmentsDumped;
import io.m2m.common.message.PlanEntry;
import io.m2m.common.message.Progress;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.DuplicateIds;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.RepeatedIds;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.SourceFile;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.model.VectorType;
import io.m2m.common.staging.Documents;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.common.storage.ObjectStore;
import io.m2m.dumper.copies.CopySearch;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A 1.x store and a staging folder on disk, with a dumper between them. Stores can be replaced by ones that misbehave. */
final class Bench {
    static final String MIGRATION = "m-test";
    static final String TASK = "t1";
    private static final String PLAN_FILE = ".m2m/m-test/plan.jsonl";

    final Path source;
    final Path target;
    ObjectStore staging;
    List<ObjectStore> roots;
    DumpSettings settings = new DumpSettings("id.npy", "data.npy", 64, 100, false);

    @Nullable
    DuplicateIds duplicateIds;

    boolean killedBeforeTheDocument;

    Bench(Path folder) throws IOException {
        source = Files.createDirectories(folder.resolve("tables"));
        target = folder.resolve("staging");
        staging = new LocalObjectStore(target);
        roots = List.of(new LocalObjectStore(source));
    }

    void skipInvalid(boolean skip) {
        settings = new DumpSettings("id.npy", "data.npy", 64, 100, skip);
    }

    SegmentsDumped dump(VectorType type, int dim, SegmentSlice... slices) throws IOException {
        return dump(type, dim, (rows, bytes) -> {}, slices);
    }

    SegmentsDumped dump(VectorType type, int dim, Progress progress, SegmentSlice... slices) throws IOException {
        long rows = List.of(slices).stream().mapToLong(SegmentSlice::rows).sum();
        return dump(
                new DumpPlan(TASK, "c", "_default", type, dim, rows, rows * (8 + type.rowBytes(dim)), List.of(slices)),
                progress);
    }

    SegmentsDumped dump(DumpPlan plan, Progress progress) throws IOException {
        PlanEntry entry;
        try (Documents.LineWriter lines = documents(staging).writeLines(PLAN_FILE)) {
            lines.write(List.of("another task"));
            entry = new PlanEntry(lines.write(plan), lines.lastBytes());
            lines.commit();
        }
        return dump(plan, entry, progress);
    }

    SegmentsDumped dump(DumpPlan plan, PlanEntry entry, Progress progress) throws IOException {
        TaskRef ref = new TaskRef(MIGRATION, 1, Step.DUMP, plan.task(), 1);
        return new DumpSegments(new SourceRoots(() -> roots), staging, documents(staging), settings)
                .dump(new DumpTask.DumpSegments(ref, plan.collection(), entry, duplicateIds), progress);
    }

    /** Writes a plan of these tasks. */
    List<PlanEntry> plan(DumpPlan... tasks) throws IOException {
        List<PlanEntry> entries = new ArrayList<>();
        try (Documents.LineWriter lines = documents(staging).writeLines(PLAN_FILE)) {
            for (DumpPlan task : tasks) {
                entries.add(new PlanEntry(lines.write(task), lines.lastBytes()));
            }
            lines.commit();
        }
        return entries;
    }

    /** Finds the repeated ids, then dumps every task. */
    void dumpAll(DumpPlan... tasks) throws IOException {
        List<PlanEntry> entries = plan(tasks);
        find(duplicateIds);
        for (int i = 0; i < tasks.length; i++) {
            dump(tasks[i], entries.get(i), (rows, bytes) -> {});
        }
    }

    RepeatedIdsFound find(DuplicateIds policy) throws IOException {
        return find(policy, (rows, bytes) -> {});
    }

    /** Two ids at a time, so that nothing fits into memory. */
    RepeatedIdsFound find(DuplicateIds policy, Progress progress) throws IOException {
        TaskRef ref = new TaskRef(MIGRATION, 1, Step.FIND_REPEATED_IDS, "c", 1);
        return new FindRepeatedIds(
                        new SourceRoots(() -> roots), mortal(documents(staging)), new CopySearch(source.getParent(), 2))
                .find(new DumpTask.FindRepeatedIds(ref, "c", policy), progress);
    }

    /** Ends before it would say that a list is complete, if it is to. */
    private Documents mortal(Documents documents) {
        return (Documents) Proxy.newProxyInstance(
                Documents.class.getClassLoader(), new Class<?>[] {Documents.class}, (proxy, method, arguments) -> {
                    if (killedBeforeTheDocument
                            && method.getName().equals("write")
                            && arguments[1] instanceof RepeatedIds list
                            && !list.basis().isEmpty()) {
                        throw new IllegalStateException("killed");
                    }
                    return method.invoke(documents, arguments);
                });
    }

    Documents documents() {
        return documents(staging);
    }

    TaskOutcome outcome() throws IOException {
        return documents(staging)
                .read(".m2m/m-test/outcomes/t1.json", TaskOutcome.class)
                .orElseThrow();
    }

    Manifest manifest() throws IOException {
        return documents(staging)
                .read("c/_default/t1/manifest.json", Manifest.class)
                .orElseThrow();
    }

    Path taskFolder() {
        return target.resolve("c/_default/t1");
    }

    private static Documents documents(ObjectStore store) {
        return new JsonDocuments(store, Json.mapper());
    }

    /** Writes a segment; its vectors are as many as its ids. */
    SegmentSlice segment(String name, long[] ids, byte[] vectors, int... deletedOffsets) throws IOException {
        return segment(source, 0, name, ids, vectors, deletedOffsets);
    }

    static SegmentSlice segment(Path tables, int root, String name, long[] ids, byte[] vectors, int... deletedOffsets)
            throws IOException {
        Path folder = Files.createDirectories(tables.resolve("c").resolve(name));
        Files.write(folder.resolve(name + ".rv"), counted(vectors));
        Files.write(folder.resolve(name + ".uid"), counted(bytes(ids)));
        Files.write(folder.resolve("deleted_docs"), counted(bytes(deletedOffsets)));
        return slice(tables, root, "c/" + name, 0, ids.length, ids.length);
    }

    /** Describes a segment as the plan would. */
    static SegmentSlice slice(Path tables, int root, String folder, long firstRow, long rows, long segmentRows)
            throws IOException {
        String name = folder.substring(folder.lastIndexOf('/') + 1);
        return new SegmentSlice(
                name,
                folder,
                root,
                firstRow,
                rows,
                segmentRows,
                segmentRows,
                List.of(
                        file(tables, folder, name + ".rv"),
                        file(tables, folder, name + ".uid"),
                        file(tables, folder, "deleted_docs")));
    }

    private static SourceFile file(Path tables, String folder, String name) throws IOException {
        Path file = tables.resolve(folder).resolve(name);
        return new SourceFile(
                name, Files.size(file), Files.getLastModifiedTime(file).toInstant());
    }

    private static byte[] counted(byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(payload.length)
                .put(payload)
                .array();
    }

    static byte[] bytes(long... ids) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * ids.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(ids);
        return buffer.array();
    }

    static byte[] bytes(int... offsets) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asIntBuffer().put(offsets);
        return buffer.array();
    }

    static byte[] singles(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }
}
