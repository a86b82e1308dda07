package io.m2m.coordinator.plan;

import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest.DumpedSegment;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an earlier run of the same migration has sent to the target. Cut anew, because a segment was repaired or a limit changed,
 * its rows would be imported a second time under the name of another task; so a new plan keeps these tasks as they are.
 */
final class ImportedTasks {
    private final Documents documents;
    private final String migration;

    ImportedTasks(Documents documents, String migration) {
        this.documents = documents;
        this.migration = migration;
    }

    /**
     * @param task with the slices that were written, without those that were quarantined
     * @param outcome of the earlier dump
     * @param whole whether nothing of it was quarantined
     */
    record Imported(DumpPlan task, TaskOutcome outcome, boolean whole) {}

    /** Only that a document is there. */
    private record Presence() {}

    /** @param earlier the plan of the earlier run */
    List<Imported> among(Stream<DumpPlan> earlier) throws IOException {
        List<Imported> imported = new ArrayList<>();
        for (DumpPlan task : (Iterable<DumpPlan>) earlier::iterator) {
            String record = StagingLayout.importRecord(migration, task.task());
            if (documents.read(record, Presence.class).isPresent()) {
                documents
                        .read(StagingLayout.outcome(migration, task.task()), TaskOutcome.class)
                        .flatMap(outcome -> imported(task, outcome))
                        .ifPresent(imported::add);
            }
        }
        return imported;
    }

    private static Optional<Imported> imported(DumpPlan task, TaskOutcome outcome) {
        Iterator<DumpedSegment> dumped = outcome.manifest().segments().iterator();
        List<SegmentSlice> written = new ArrayList<>();
        DumpedSegment next = dumped.hasNext() ? dumped.next() : null;
        for (SegmentSlice slice : task.segments()) {
            if (next != null && same(slice, next)) {
                written.add(slice);
                next = dumped.hasNext() ? dumped.next() : null;
            }
        }
        if (written.isEmpty() || next != null) {
            return Optional.empty();
        }
        boolean whole = written.size() == task.segments().size();
        return Optional.of(new Imported(TaskCutter.of(task, written), outcome, whole));
    }

    private static boolean same(SegmentSlice planned, DumpedSegment dumped) {
        return planned.segment().equals(dumped.segment())
                && planned.rows() == dumped.rows()
                && planned.files().equals(dumped.files());
    }
}
