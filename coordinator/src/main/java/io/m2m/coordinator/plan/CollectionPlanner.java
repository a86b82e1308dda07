package io.m2m.coordinator.plan;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.schema.IndexMapping;
import io.m2m.common.schema.ServerVersion;
import io.m2m.coordinator.catalog.Catalog.SourceCollection;
import io.m2m.coordinator.catalog.Catalog.SourcePartition;
import io.m2m.coordinator.catalog.Catalog.SourceSegment;
import io.m2m.coordinator.catalog.Catalog.SuspectSegment;
import io.m2m.coordinator.plan.SegmentSurvey.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Plans one collection. */
final class CollectionPlanner {
    /** What is assumed of a server before it was asked. */
    private static final ServerVersion ASSUMED = new ServerVersion(2, 3, 5);

    private static final int MAX_PARTITIONS = 4_096;

    private final MigrationConfig config;
    private final String migration;
    private final SegmentSurvey survey;
    private final SourceCollection collection;
    private final List<String> notes = new ArrayList<>();
    private final List<QuarantinedSegment> quarantined = new ArrayList<>();

    CollectionPlanner(MigrationConfig config, String migration, SegmentSurvey survey, SourceCollection collection) {
        this.config = config;
        this.migration = migration;
        this.survey = survey;
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
        noteSuspects();
        notes.addAll(IndexMapping.of(
                        collection.vectorType(),
                        collection.dim(),
                        collection.metric(),
                        collection.index(),
                        config.target().milvus2x().index(),
                        ASSUMED)
                .notes());
        List<DumpPlan> cut = new ArrayList<>();
        for (SourcePartition partition : collection.partitions()) {
            cut.addAll(cutter().cut(partition.tag(), readable(partition)));
        }
        tasks.addAll(cut);
        return plan(target, partitions, cut);
    }

    /** Every segment is set aside with the collection's own reason. */
    CollectionPlan refuse() throws IOException {
        noteSuspects();
        for (SourcePartition partition : collection.partitions()) {
            for (SourceSegment segment : partition.segments()) {
                quarantined.add(new QuarantinedSegment(
                        segment.segment(),
                        partition.tag(),
                        segment.rows(),
                        "metadata",
                        Objects.requireNonNull(collection.refusal())));
            }
        }
        notes.add(Objects.requireNonNull(collection.refusal()));
        return plan(collection.name(), List.of(), List.of());
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
                case Result.Readable found -> {
                    readable.add(found.slice());
                    if (segment.rows() > found.slice().rows()) {
                        notes.add("segment " + segment.segment() + " holds "
                                + found.slice().rows() + " rows, its metadata says " + segment.rows()
                                + "; the files count");
                    }
                }
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

    private void noteSuspects() throws IOException {
        for (SuspectSegment suspect : collection.suspects()) {
            notes.add(
                    survey.complete(suspect.folder(), suspect.segment())
                            ? "the folder " + suspect.folder()
                                    + " holds a complete segment that the metadata calls new; its rows are not migrated"
                            : "segment " + suspect.segment() + " was being written when the server ended: rows may lie"
                                    + " in its write-ahead log only; start that server once, flush and stop it to have them"
                                    + " in files");
        }
    }
}
