package io.m2m.coordinator.plan;

import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest.DumpedSegment;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an earlier run of the same migration has sent to the target. Cut anew, because a segment was repaired or a limit changed,
 * its rows would be imported a second time under the name of another task; so a new plan keeps these tasks as they are.
 */
final class ImportedTasks {
    private final Documents documents;
    private final String migration;
    private final Map<String, Optional<OnTarget>> prepared = new HashMap<>();

    ImportedTasks(Documents documents, String migration) {
        this.documents = documents;
        this.migration = migration;
    }

    /**
     * @param planned as it was dumped
     * @param task with the slices that were written, without those that were quarantined
     * @param outcome of the earlier dump
     * @param collectionId of the collection on the target that was asked to import it
     */
    record Imported(DumpPlan planned, DumpPlan task, TaskOutcome outcome, String collectionId) {
        /** Whether nothing of it was quarantined. */
        boolean whole() {
            return planned.segments().size() == task.segments().size();
        }
    }

    /** What a loader's documents have in common: which collection on the target they are about. */
    private record OnTarget(String collectionId) {}

    /** @param earlier what earlier runs planned; a task may come more than once */
    List<Imported> among(Stream<DumpPlan> earlier) throws IOException {
        Map<String, Imported> imported = new LinkedHashMap<>();
        for (DumpPlan task : (Iterable<DumpPlan>) earlier::iterator) {
            Optional<OnTarget> into = importedInto(task);
            if (into.isPresent() && !imported.containsKey(task.task())) {
                documents
                        .read(StagingLayout.outcome(migration, task.task()), TaskOutcome.class)
                        .flatMap(outcome -> imported(task, outcome, into.get().collectionId()))
                        .ifPresent(found -> imported.put(task.task(), found));
            }
        }
        return List.copyOf(imported.values());
    }

    /** Into the collection that was prepared last: what went into one before it was dropped with it. */
    private Optional<OnTarget> importedInto(DumpPlan task) throws IOException {
        Optional<OnTarget> imported =
                documents.read(StagingLayout.importRecord(migration, task.task()), OnTarget.class);
        if (imported.isEmpty()) {
            return imported;
        }
        Optional<OnTarget> last = prepared(task.collection());
        return last.isEmpty() || last.equals(imported) ? imported : Optional.empty();
    }

    private Optional<OnTarget> prepared(String collection) throws IOException {
        Optional<OnTarget> known = prepared.get(collection);
        if (known == null) {
            known = documents.read(StagingLayout.prepared(migration, collection), OnTarget.class);
            prepared.put(collection, known);
        }
        return known;
    }

    private static Optional<Imported> imported(DumpPlan task, TaskOutcome outcome, String collectionId) {
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
        return Optional.of(new Imported(task, TaskCutter.of(task, written), outcome, collectionId));
    }

    private static boolean same(SegmentSlice planned, DumpedSegment dumped) {
        return planned.segment().equals(dumped.segment())
                && planned.rows() == dumped.rows()
                && planned.files().equals(dumped.files());
    }
}
