package io.m2m.dumper.dump;

import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Manifest.DumpedSegment;
import io.m2m.common.model.Manifest.StagedFile;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a task's dump of an earlier attempt or run, so that it is not made again. One with quarantined segments is made again:
 * the segment may have been repaired, or the policy changed. So is one that left out other copies of repeated ids, or none.
 */
final class EarlierDump {
    private final ObjectStore staging;
    private final Documents documents;
    private final DumpSettings settings;

    EarlierDump(ObjectStore staging, Documents documents, DumpSettings settings) {
        this.staging = staging;
        this.documents = documents;
        this.settings = settings;
    }

    Optional<TaskOutcome> find(String migration, DumpPlan plan, LeftOutCopies copies) throws IOException {
        Optional<TaskOutcome> outcome =
                documents.read(StagingLayout.outcome(migration, plan.task()), TaskOutcome.class);
        return outcome.isPresent()
                        && fits(outcome.get(), plan, copies)
                        && complete(outcome.get().manifest(), plan)
                ? outcome
                : Optional.empty();
    }

    private boolean fits(TaskOutcome outcome, DumpPlan plan, LeftOutCopies copies) {
        return (settings.skipInvalid() || outcome.skippedRows() == 0)
                && Objects.equals(outcome.manifest().leftOut(), copies.summary(plan.segments()))
                && sameSource(outcome.manifest().segments(), plan.segments());
    }

    /** A quarantined segment is planned and was not dumped. */
    private static boolean sameSource(List<DumpedSegment> dumped, List<SegmentSlice> planned) {
        if (dumped.size() != planned.size()) {
            return false;
        }
        for (int i = 0; i < dumped.size(); i++) {
            DumpedSegment one = dumped.get(i);
            SegmentSlice other = planned.get(i);
            if (!one.segment().equals(other.segment())
                    || one.rows() != other.rows()
                    || !one.files().equals(other.files())) {
                return false;
            }
        }
        return true;
    }

    private boolean complete(Manifest manifest, DumpPlan plan) throws IOException {
        if (manifest.rows() == 0) {
            return true;
        }
        String folder = StagingLayout.taskFolder(plan.collection(), plan.partition(), plan.task());
        String key = StagingLayout.manifest(plan.collection(), plan.partition(), plan.task());
        if (!manifest.files().keySet().equals(Set.of(settings.idFile(), settings.vectorFile()))
                || !documents.read(key, Manifest.class).equals(Optional.of(manifest))) {
            return false;
        }
        for (Map.Entry<String, StagedFile> file : manifest.files().entrySet()) {
            Optional<ObjectInfo> there = staging.stat(folder + file.getKey());
            if (there.isEmpty() || there.get().bytes() != file.getValue().bytes()) {
                return false;
            }
        }
        return true;
    }
}
