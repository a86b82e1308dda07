package io.m2m.dumper.dump;

import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest.StagedFile;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.ObjectStore;
import io.m2m.dumper.milvus1.UidFile;
import io.m2m.dumper.npy.NpyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** The two NumPy files of a task on their way to staging. */
final class StagedPair implements AutoCloseable {
    private static final String ID_DTYPE = "<i8";

    private final ObjectStore staging;
    private final String folder;
    private final DumpSettings settings;
    private final NpyWriter ids;
    private final NpyWriter vectors;

    private StagedPair(ObjectStore staging, String folder, DumpSettings settings, NpyWriter ids, NpyWriter vectors) {
        this.staging = staging;
        this.folder = folder;
        this.settings = settings;
        this.ids = ids;
        this.vectors = vectors;
    }

    /** @param rows exactly as many will be written */
    static StagedPair start(ObjectStore staging, DumpPlan plan, DumpSettings settings, long rows) throws IOException {
        String folder = StagingLayout.taskFolder(plan.collection(), plan.partition(), plan.task());
        NpyWriter ids = NpyWriter.start(
                staging.create(folder + settings.idFile()),
                ID_DTYPE,
                List.of(rows),
                UidFile.ROW_BYTES,
                settings.writeBytes());
        try {
            return new StagedPair(
                    staging,
                    folder,
                    settings,
                    ids,
                    NpyWriter.start(
                            staging.create(folder + settings.vectorFile()),
                            plan.vectorType().dtype(),
                            List.of(rows, (long) plan.vectorType().rowElements(plan.dim())),
                            plan.rowBytes(),
                            settings.writeBytes()));
        } catch (IOException | RuntimeException failure) {
            ids.close();
            throw failure;
        }
    }

    void write(RowBlock block) throws IOException {
        ids.write(block.ids(), 0, block.idBytes());
        vectors.write(block.vectors(), 0, block.vectorBytes());
    }

    /** Makes both files visible. */
    Map<String, StagedFile> commit() throws IOException {
        return Map.of(settings.idFile(), ids.commit(), settings.vectorFile(), vectors.commit());
    }

    /** The committed ids, 8 bytes each. */
    InputStream openIds() throws IOException {
        return staging.open(folder + settings.idFile(), ids.headerBytes());
    }

    @Override
    public void close() throws IOException {
        try (ids) {
            vectors.close();
        }
    }
}
