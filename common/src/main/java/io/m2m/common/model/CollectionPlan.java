package io.m2m.common.model;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One collection of the migration: what it is on 1.x and where it goes.
 *
 * @param source collection name on 1.x
 * @param target collection name on 2.x
 * @param index index declared on 1.x
 * @param tasks number of dump tasks
 * @param rows physical rows of its readable segments
 * @param bytes bytes to read
 * @param quarantined segments the plan already found unreadable
 * @param notes what the user should know: renamings, mappings, drifting counts
 * @param outdated what keeps its rows out of a collection that holds older ones; absent when nothing does
 */
public record CollectionPlan(
        String source,
        String target,
        VectorType vectorType,
        int dim,
        Metric metric,
        SourceIndex index,
        List<PartitionPlan> partitions,
        int tasks,
        long rows,
        long bytes,
        List<QuarantinedSegment> quarantined,
        List<String> notes,
        @Nullable OutdatedImport outdated) {
    public CollectionPlan {
        partitions = List.copyOf(partitions);
        quarantined = List.copyOf(quarantined);
        notes = List.copyOf(notes);
    }

    /** As if nothing of it had been imported before. */
    public CollectionPlan(
            String source,
            String target,
            VectorType vectorType,
            int dim,
            Metric metric,
            SourceIndex index,
            List<PartitionPlan> partitions,
            int tasks,
            long rows,
            long bytes,
            List<QuarantinedSegment> quarantined,
            List<String> notes) {
        this(source, target, vectorType, dim, metric, index, partitions, tasks, rows, bytes, quarantined, notes, null);
    }

    public String targetPartition(String tag) {
        return partitions.stream()
                .filter(partition -> partition.tag().equals(tag))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("collection " + source + " has no partition " + tag))
                .target();
    }

    /** The same with more to be known about it. */
    public CollectionPlan noting(List<String> more) {
        return with(tasks, Stream.concat(notes.stream(), more.stream()).toList(), outdated);
    }

    /** The same in another number of tasks. */
    public CollectionPlan cutInto(int number) {
        return with(number, notes, outdated);
    }

    /** The same, kept out of the collection that holds older rows. */
    public CollectionPlan keptOut(OutdatedImport older) {
        return with(tasks, notes, older);
    }

    private CollectionPlan with(int number, List<String> all, @Nullable OutdatedImport older) {
        return new CollectionPlan(
                source,
                target,
                vectorType,
                dim,
                metric,
                index,
                partitions,
                number,
                rows,
                bytes,
                quarantined,
                all,
                older);
    }
}
