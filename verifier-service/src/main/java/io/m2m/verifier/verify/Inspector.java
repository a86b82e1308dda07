package io.m2m.verifier.verify;

import io.m2m.common.message.Level;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.report.IndexReport;
import io.m2m.common.schema.IndexMapping;
import io.m2m.common.schema.TargetIndex;
import io.m2m.verifier.staged.StagedFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at one collection of the target: structure, partitions, counts; and cuts what is to be read back into ranges. */
final class Inspector {
    private final Target target;
    private final StagedFiles files;
    private final VerifySettings settings;

    Inspector(Target target, StagedFiles files, VerifySettings settings) {
        this.target = target;
        this.files = files;
        this.settings = settings;
    }

    Inspection inspect(StagedCollection staged, Level level, long run) throws IOException {
        CollectionPlan plan = staged.plan();
        Optional<TargetCollection> described = target.describe(plan.target());
        if (described.isEmpty()) {
            List<Inspection.Partition> none = plan.partitions().stream()
                    .map(partition -> new Inspection.Partition(partition.tag(), partition.target(), null))
                    .toList();
            return new Inspection(
                    run,
                    false,
                    List.of("collection " + plan.target() + " does not exist on the target"),
                    List.of(),
                    new IndexReport(plan.index().type(), null, null),
                    none,
                    List.of(),
                    null);
        }
        return inspect(staged, described.get(), level, run);
    }

    private Inspection inspect(StagedCollection staged, TargetCollection found, Level level, long run)
            throws IOException {
        CollectionPlan plan = staged.plan();
        TargetIndex expected = IndexMapping.of(plan, settings.index(), target.version());
        Structure.Comparison structure = Structure.compare(plan, expected, found, settings);
        List<String> contradictions = new ArrayList<>(structure.contradictions());
        List<String> notes = new ArrayList<>(expected.notes());
        boolean loadable = found.index() != null;
        if (!found.loaded() && loadable) {
            target.load(plan.target());
        }
        boolean queryable = found.loaded() || loadable;
        boolean comparable = structure.rowsComparable() && queryable;
        if (!comparable && level != Level.COUNTS) {
            notes.add("rows were not compared because of what is said before");
        }
        List<Inspection.Partition> partitions = counted(staged, found, queryable);
        partitions = withStrangers(partitions, found, queryable, contradictions);
        List<Inspection.Range> ranges =
                comparable && level != Level.COUNTS ? ranges(staged, partitions) : List.<Inspection.Range>of();
        Inspection.Searching searching =
                comparable && level == Level.SEARCH ? searching(staged, expected, found, notes) : null;
        return new Inspection(
                run, comparable, contradictions, notes, index(plan, found.index()), partitions, ranges, searching);
    }

    /** Nothing for a collection without rows, or with another metric: what differs is said already. */
    private Inspection.@Nullable Searching searching(
            StagedCollection staged, TargetIndex expected, TargetCollection found, List<String> notes) {
        TargetCollection.Index index = found.index();
        int queries = (int) Math.min(settings.search().queries(), staged.sums().rows());
        if (queries == 0 || index == null || !index.metric().equalsIgnoreCase(expected.metric())) {
            return null;
        }
        IndexType type = new IndexType(index.type());
        long unindexed = type.exhaustive() ? 0 : target.unindexed(found.name());
        if (unindexed > 0) {
            notes.add(unindexed
                    + " rows are searched without the index: their segments are too small to have one, or it is"
                    + " not loaded yet");
        }
        int k = settings.search().k();
        return new Inspection.Searching(expected.metric(), index.type(), queries, k, type.parameters(k));
    }

    private static IndexReport index(CollectionPlan plan, TargetCollection.@Nullable Index index) {
        return index == null
                ? new IndexReport(plan.index().type(), null, null)
                : new IndexReport(plan.index().type(), index.type(), index.state());
    }

    /**
     * Counts what is there now. Rows that were imported into a loaded collection, wanted or not, are seen only after a while or a
     * refresh; one is tried also before rows are missed.
     */
    private List<Inspection.Partition> counted(StagedCollection staged, TargetCollection found, boolean queryable) {
        // Not without need: on 2.2.16 a refresh that finds nothing new does not come to an end.
        boolean refreshed = queryable && target.behind(found.name());
        if (refreshed) {
            target.refresh(found.name());
        }
        List<Inspection.Partition> counted = count(staged, found, queryable);
        boolean tooFew = counted.stream()
                .anyMatch(partition -> partition.present()
                        && partition.rows()
                                < staged.partition(partition.tag()).sums().rows());
        if (found.loaded() && tooFew && !refreshed) {
            target.refresh(found.name());
            return count(staged, found, queryable);
        }
        return counted;
    }

    private List<Inspection.Partition> count(StagedCollection staged, TargetCollection found, boolean queryable) {
        return staged.plan().partitions().stream()
                .map(partition -> new Inspection.Partition(
                        partition.tag(),
                        partition.target(),
                        found.partitions().contains(partition.target())
                                ? (Long) rows(staged.plan().target(), partition.target(), queryable)
                                : null))
                .toList();
    }

    /** Adds the partitions that only the target has. */
    private List<Inspection.Partition> withStrangers(
            List<Inspection.Partition> planned,
            TargetCollection found,
            boolean queryable,
            List<String> contradictions) {
        List<Inspection.Partition> all = new ArrayList<>(planned);
        for (String name : found.partitions()) {
            if (planned.stream().noneMatch(partition -> partition.target().equals(name))) {
                long rows = rows(found.name(), name, queryable);
                contradictions.add("partition " + name + " with " + rows + " rows is not in the source");
                all.add(new Inspection.Partition(null, name, rows));
            }
        }
        return all;
    }

    private long rows(String collection, String partition, boolean queryable) {
        TargetPartition place = new TargetPartition(collection, partition);
        return queryable && target.counts() ? target.count(place, IdSet.Range.ALL) : target.stored(place);
    }

    private List<Inspection.Range> ranges(StagedCollection staged, List<Inspection.Partition> partitions)
            throws IOException {
        List<Inspection.Range> ranges = new ArrayList<>();
        RangeCut cut = new RangeCut(files);
        for (int i = 0; i < partitions.size(); i++) {
            StagedPartition partition = staged.partition(partitions.get(i).tag());
            boolean empty = partition.sums().rows() == 0 && partitions.get(i).rows() == 0;
            if (partitions.get(i).present() && !empty) {
                for (IdSet.Range range : cut.cut(partition.tasks(), settings.rowsPerRange())) {
                    ranges.add(Inspection.Range.of(i, range));
                }
            }
        }
        return ranges;
    }
}
