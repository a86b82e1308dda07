package io.m2m.coordinator.plan;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.storage.ObjectStore;
import io.m2m.coordinator.catalog.Catalog.SourceCollection;
import io.m2m.coordinator.catalog.Catalog.SourcePartition;
import io.m2m.coordinator.catalog.Catalog.SourceSegment;
import io.m2m.coordinator.catalog.Catalog.SuspectSegment;
import io.m2m.coordinator.plan.SegmentSurvey.Result;
import io.m2m.coordinator.plan.UnlistedFolders.Complete;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Plans one collection. */
final class CollectionPlanner {
    private static final int MAX_PARTITIONS = 4_096;

    private final MigrationConfig config;
    private final String migration;
    private final SegmentSurvey survey;
    private final UnlistedFolders unlisted;
    private final SourceCollection collection;
    private final List<String> notes = new ArrayList<>();
    private final List<QuarantinedSegment> quarantined = new ArrayList<>();

    CollectionPlanner(MigrationConfig config, String migration, List<ObjectStore> roots, SourceCollection collection) {
        this.config = config;
        this.migration = migration;
        this.survey = new SegmentSurvey(roots);
        this.unlisted = new UnlistedFolders(roots);
        this.collection = collection;
        this.notes.addAll(collection.notes());
    }

    /** @param tasks gets the collection's tasks */
    CollectionPlan plan(String target, TargetNames names, List<DumpPlan> tasks) throws IOException {
        List<PartitionPlan> partitions = collection.partitions().stream()
                .map(each -> new PartitionPlan(each.tag(), names.partition(collection.name(), each.tag())))
                .toList();
        TargetNames.requireDistinct(collection.name(), partitions);
        noteNames(target, partitions);
        lookForLostSegments();
        List<DumpPlan> cut = new ArrayList<>();
        for (SourcePartition partition : collection.partitions()) {
            cut.addAll(cutter().cut(partition.tag(), readable(partition)));
        }
        tasks.addAll(cut);
        return plan(target, partitions, cut);
    }

    /** Every segment is set aside with the collection's own reason. */
    RefusedCollection refuse() throws IOException {
        String reason = Objects.requireNonNull(collection.refusal());
        lookForLostSegments();
        for (SourcePartition partition : collection.partitions()) {
            for (SourceSegment segment : partition.segments()) {
                quarantined.add(
                        new QuarantinedSegment(segment.segment(), partition.tag(), segment.rows(), "metadata", reason));
            }
        }
        return new RefusedCollection(plan(collection.name(), List.of(), List.of()), reason);
    }

    private CollectionPlan plan(String target, List<PartitionPlan> partitions, List<DumpPlan> tasks) {
        return new CollectionPlan(
                collection.name(),
                target,
                collection.vectorType(),
                collection.dim(),
                collection.metric(),
                collection.index(),
                partitions,
                tasks.size(),
                tasks.stream().mapToLong(DumpPlan::rows).sum(),
                tasks.stream().mapToLong(DumpPlan::bytes).sum(),
                quarantined,
                notes);
    }

    private TaskCutter cutter() {
        return new TaskCutter(
                migration,
                collection.name(),
                collection.vectorType(),
                collection.dim(),
                config.dumper().maxFileSize(),
                config.dumper().minImportRows());
    }

    private List<SegmentSlice> readable(SourcePartition partition) throws IOException {
        List<SegmentSlice> readable = new ArrayList<>();
        for (SourceSegment segment : partition.segments()) {
            switch (survey.look(segment, collection.vectorType().rowBytes(collection.dim()), notes::add)) {
                case Result.Readable found -> readable.add(found.slice());
                case Result.Unreadable unfit ->
                    quarantined.add(new QuarantinedSegment(
                            segment.segment(),
                            partition.tag(),
                            segment.rows(),
                            unfit.file(),
                            unfit.file() + " " + unfit.reason()));
            }
        }
        return readable;
    }

    private void noteNames(String target, List<PartitionPlan> partitions) {
        if (!target.equals(collection.name())) {
            notes.add("collection " + collection.name() + " becomes " + target);
        }
        for (PartitionPlan partition : partitions) {
            if (!partition.target().equals(partition.tag())) {
                notes.add("partition \"" + partition.tag() + "\" becomes " + partition.target());
            }
        }
        if (partitions.size() > MAX_PARTITIONS) {
            notes.add("it has " + partitions.size() + " partitions, a server takes " + MAX_PARTITIONS
                    + " unless it is configured otherwise");
        }
    }

    /**
     * A flush that was cut short leaves a row of type NEW with an empty folder. With a complete one it is a sign that rows of
     * the metadata were overwritten, as is a row that contradicts itself.
     */
    private void lookForLostSegments() throws IOException {
        boolean lost = collection.overwritten();
        for (SuspectSegment suspect : collection.suspects()) {
            long rows = unlisted.under(suspect.folder(), Set.of()).stream()
                    .mapToLong(Complete::rows)
                    .sum();
            if (rows > 0) {
                lost = true;
                quarantined.add(new QuarantinedSegment(
                        suspect.segment(), suspect.tag(), rows, suspect.folder() + "/", whyNot(suspect, rows)));
            } else {
                notes.add(
                        suspect.unknownType().isPresent()
                                ? "segment " + suspect.segment() + " is left out: its metadata has the unknown type "
                                        + suspect.unknownType().getAsInt()
                                        + ", and its folder holds no complete segment"
                                : "segment " + suspect.segment()
                                        + " was being written when the server ended: rows may lie"
                                        + " in its write-ahead log only; start that server once, flush and stop it to have them"
                                        + " in files");
            }
        }
        if (lost) {
            for (String table : collection.folders().tables()) {
                for (Complete found : unlisted.under(table, collection.folders().listed())) {
                    notes.add("the folder " + found.folder() + " holds a complete segment of " + found.rows()
                            + " rows that no row of the metadata refers to; it is not migrated");
                }
            }
        }
    }

    private static String whyNot(SuspectSegment suspect, long rows) {
        if (suspect.unknownType().isPresent()) {
            return suspect.folder() + "/ holds a complete segment of " + rows + " rows to which the metadata gives the"
                    + " unknown type " + suspect.unknownType().getAsInt()
                    + ", so it is not known whether they are live; restore the metadata from a copy";
        }
        return suspect.folder() + "/ holds a complete segment of " + rows
                + " rows that the metadata still calls new; keep a copy of the store, then start its server once and stop"
                + " it, which reads them from its write-ahead log again";
    }
}
