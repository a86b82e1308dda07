package io.m2m.dumper.dump;

import io.m2m.common.fingerprint.RowHasher;
import io.m2m.common.message.Progress;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Manifest.DumpedSegment;
import io.m2m.common.model.Manifest.StagedFile;
import io.m2m.common.model.VectorType;
import io.m2m.common.model.Version;
import io.m2m.common.storage.ObjectStore;
import io.m2m.dumper.milvus1.DamagedFileException;
import io.m2m.dumper.milvus1.UidFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The one pass over the rows of a task: copies the live ones and computes on the way all that the manifest says. Good for one
 * run.
 */
final class CopyPass {
    private final String migration;
    private final DumpPlan plan;
    private final LeftOutCopies copies;
    private final DumpSettings settings;
    private final SourceRoots roots;
    private final ObjectStore staging;
    private final Progress progress;
    private final SourceCheck check;
    private final RowHasher hasher;
    private final RowBlock block;
    private final IdSpan span = new IdSpan();
    private long rowsRead;

    private interface Sink {
        void write(RowBlock block) throws IOException;
    }

    CopyPass(
            String migration,
            DumpPlan plan,
            LeftOutCopies copies,
            DumpSettings settings,
            SourceRoots roots,
            ObjectStore staging,
            Progress progress) {
        this.migration = migration;
        this.plan = plan;
        this.copies = copies;
        this.settings = settings;
        this.roots = roots;
        this.staging = staging;
        this.progress = progress;
        this.check = new SourceCheck(roots);
        this.hasher = new RowHasher(plan.rowBytes());
        this.block = new RowBlock(plan.rowBytes(), settings.readBytes());
    }

    /** @throws SliceFaultException when a slice is not what it was taken for; nothing is left in staging then */
    Manifest run(List<Finding.Readable> slices) throws SliceFaultException, IOException {
        long live = slices.stream().mapToLong(Finding.Readable::live).sum();
        if (live == 0) {
            copy(slices, nothing -> {});
            return manifest(slices, live, 0, Map.of());
        }
        try (StagedPair files = StagedPair.start(staging, plan, settings, live)) {
            copy(slices, files::write);
            Map<String, StagedFile> staged = files.commit();
            return manifest(slices, live, span.rising() ? 0 : repeated(files, live), staged);
        }
    }

    private void copy(List<Finding.Readable> slices, Sink sink) throws SliceFaultException, IOException {
        for (Finding.Readable readable : slices) {
            try {
                copy(readable, sink);
                check.afterReading(readable.slice());
            } catch (DamagedFileException damage) {
                throw new SliceFaultException(readable, damage);
            }
        }
    }

    private void copy(Finding.Readable readable, Sink sink) throws DamagedFileException, IOException {
        try (SliceReader reader = SliceReader.open(roots, readable.slice(), plan.rowBytes())) {
            // Opening has compared the headers; without live rows there is nothing more to learn.
            while (readable.live() > 0 && reader.next(block)) {
                rowsRead += block.rows();
                block.remove(readable.out(), reader.position() - block.rows());
                if (plan.vectorType() == VectorType.FLOAT && !block.finite()) {
                    throw new DamagedFileException(
                            SourceRoots.key(readable.slice(), readable.slice().vectors()), "it holds NaN or infinity");
                }
                sink.write(block);
                fingerprint();
                progress.report(rowsRead, rowsRead * (UidFile.ROW_BYTES + plan.rowBytes()));
            }
        }
    }

    private void fingerprint() {
        span.add(block);
        for (int row = 0; row < block.rows(); row++) {
            hasher.add(block.id(row), block.vectors(), block.vector(row));
        }
    }

    private long repeated(StagedPair files, long live) throws IOException {
        return new RepeatedIds(files::openIds, RepeatedIds.AT_A_TIME).count(live, span.min(), span.max());
    }

    private Manifest manifest(List<Finding.Readable> slices, long live, long repeated, Map<String, StagedFile> files) {
        return new Manifest(
                Manifest.SCHEMA,
                migration,
                plan.collection(),
                plan.partition(),
                plan.task(),
                Version.CURRENT,
                slices.stream().map(CopyPass::dumped).toList(),
                live,
                live == 0 ? null : Long.toString(span.min()),
                live == 0 ? null : Long.toString(span.max()),
                hasher.rows().toString(),
                hasher.ids().toString(),
                repeated,
                copies.summary(slices.stream().map(Finding.Readable::slice).toList()),
                files);
    }

    private static DumpedSegment dumped(Finding.Readable readable) {
        return new DumpedSegment(
                readable.slice().segment(),
                readable.slice().rows(),
                readable.deleted(),
                readable.live(),
                readable.slice().files());
    }
}
