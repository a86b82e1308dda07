package io.m2m.verifier.verify;

import io.m2m.common.message.Level;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Metric;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.report.Conclusion;
import io.m2m.common.report.FingerprintPair;
import io.m2m.common.report.PartitionReport;
import io.m2m.verifier.staged.StagedFiles;
import io.m2m.verifier.staged.StagedTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares both sides of one collection, partition by partition, and collects what there is to say about it. */
final class Findings {
    private final Target target;
    private final StagedFiles files;
    private final StagedCollection staged;
    private final Inspection inspection;
    private final Sums[] returned;
    private final Level level;
    private final DifferenceLog log;
    private final List<String> contradictions;
    private final List<String> notes;
    private boolean everySumAgrees = true;
    private @Nullable SearchFindings searches;

    /** @param returned what the target returned, by range of the inspection */
    Findings(
            Target target,
            StagedFiles files,
            StagedCollection staged,
            Inspection inspection,
            Sums[] returned,
            Level level,
            DifferenceLog log) {
        this.target = target;
        this.files = files;
        this.staged = staged;
        this.inspection = inspection;
        this.returned = returned;
        this.level = level;
        this.log = log;
        this.contradictions = new ArrayList<>(inspection.contradictions());
        this.notes = new ArrayList<>(inspection.notes());
    }

    void compare() throws IOException {
        for (int i = 0; i < inspection.partitions().size(); i++) {
            Inspection.Partition partition = inspection.partitions().get(i);
            if (!rowsRead()) {
                compareCount(partition);
            } else if (partition.present()) {
                compareRows(i, partition);
            } else {
                everyRowIsMissing(staged.partition(partition.tag()));
            }
        }
    }

    private boolean rowsRead() {
        return level != Level.COUNTS && inspection.rowsComparable();
    }

    private void compareCount(Inspection.Partition partition) {
        long dumped = staged.partition(partition.tag()).sums().rows();
        if (partition.present() && partition.tag() != null && partition.rows() != dumped) {
            contradictions.add(count(partition, dumped));
        }
    }

    private static String count(Inspection.Partition partition, long dumped) {
        return "partition " + partition.target() + " has " + partition.rows() + " rows on the target, expected "
                + dumped;
    }

    private void compareRows(int number, Inspection.Partition partition) throws IOException {
        StagedPartition dumped = staged.partition(partition.tag());
        if (VerifiedWhen.proved(level, dumped.sums(), returned(number), partition.rows())) {
            return;
        }
        everySumAgrees = false;
        long surplus = log.surplus();
        List<IdSet.Range> ranges = ranges(number);
        List<Sums> sums = new ArrayList<>();
        for (int i = 0; i < returned.length; i++) {
            if (inspection.ranges().get(i).partition() == number) {
                sums.add(returned[i]);
            }
        }
        new PartitionSearch(sides(partition, dumped, ranges, level.everyVector()), level, ranges)
                .search(sums, partition.rows());
        if (partition.rows() != dumped.sums().rows() + log.surplus() - surplus) {
            contradictions.add(
                    count(partition, dumped.sums().rows()) + "; not every row of the difference could be named");
        }
    }

    private List<IdSet.Range> ranges(int partition) {
        return inspection.ranges().stream()
                .filter(range -> range.partition() == partition)
                .map(Inspection.Range::ids)
                .toList();
    }

    private PartitionSides sides(
            Inspection.Partition partition, StagedPartition dumped, List<IdSet.Range> ranges, boolean vectors) {
        CollectionPlan plan = staged.plan();
        boolean exact = inspection.index() != null
                && new IndexType(Objects.requireNonNullElse(inspection.index().target(), "")).exhaustive();
        boolean distance = plan.metric() == Metric.L2 || plan.metric() == Metric.HAMMING;
        return new PartitionSides(
                target,
                new TargetPartition(plan.target(), partition.target()),
                new StagedRows(files, dumped.tasks(), ranges, staged.rowBytes()),
                partition.tag() == null ? partition.target() : partition.tag(),
                plan.vectorType(),
                vectors,
                staged.rowBytes(),
                exact && distance,
                log,
                notes);
    }

    private void everyRowIsMissing(StagedPartition dumped) throws IOException {
        everySumAgrees = false;
        for (StagedTask task : dumped.tasks()) {
            files.ids(task, (row, id) -> log.add(DifferenceLog.Kind.MISSING, id, dumped.tag(), task.segmentOf(row)));
        }
    }

    /** @param wanted rows of the sample */
    void sample(SeededSample sample, int wanted) throws IOException {
        SampleCheck check = new SampleCheck(sample, sample.limit(staged.tasks(), wanted));
        for (Inspection.Partition partition : inspection.partitions()) {
            StagedPartition dumped = staged.partition(partition.tag());
            if (partition.present() && !dumped.tasks().isEmpty()) {
                check.check(sides(partition, dumped, List.of(IdSet.Range.ALL), true), dumped.tasks());
            }
        }
    }

    void searched(SearchFindings found) {
        searches = found;
    }

    private Sums returned(int partition) {
        Sums sums = Sums.NONE;
        for (int i = 0; i < returned.length; i++) {
            if (inspection.ranges().get(i).partition() == partition) {
                sums = sums.plus(returned[i]);
            }
        }
        return sums;
    }

    /** @param repeated finds the ids of which there are several rows */
    Conclusion conclusion(long run, RepeatedIds repeated) throws IOException {
        long repeatedIds = repeated.count(
                staged.partitions().stream().map(StagedPartition::tasks).toList(),
                rowsRead(),
                rowsRead() && everySumAgrees);
        if (searches != null) {
            contradictions.addAll(searches.contradictions(repeatedIds == 0));
        }
        Sums dumped = staged.sums();
        Sums found = Arrays.stream(returned).reduce(Sums.NONE, Sums::plus);
        return new Conclusion(
                run,
                VerifiedWhen.verdict(
                        contradictions, log.rows(), staged.undumped().isEmpty()),
                inspection.partitions().stream()
                        .mapToLong(Inspection.Partition::rows)
                        .sum(),
                partitions(),
                pair(dumped, found),
                new FingerprintPair(
                        dumped.ids().toString(), rowsRead() ? found.ids().toString() : null),
                inspection.index(),
                searches == null ? null : searches.report(),
                repeatedIds,
                repeated.listed(),
                log.summary(),
                said(repeatedIds));
    }

    private List<String> said(long repeatedIds) {
        List<String> said = new ArrayList<>(contradictions);
        said.addAll(notes);
        if (!staged.undumped().isEmpty()) {
            said.add(staged.undumped().size() + " planned tasks are not dumped, the first is "
                    + staged.undumped().getFirst());
        }
        if (repeatedIds > 0 && rowsRead()) {
            said.add(repeatedIds + " rows repeat the id of another row; within a partition a query returns one of them,"
                    + " so the target's fingerprints leave the others out");
        } else if (repeatedIds > 0) {
            said.add(
                    "at least " + repeatedIds + " rows repeat the id of another row; which ids these are is not listed,"
                            + " because no ids were read; verify at level ids or above lists them");
        }
        return said;
    }

    private List<PartitionReport> partitions() {
        List<PartitionReport> reports = new ArrayList<>();
        for (int i = 0; i < inspection.partitions().size(); i++) {
            Inspection.Partition partition = inspection.partitions().get(i);
            if (partition.tag() != null) {
                Sums dumped = staged.partition(partition.tag()).sums();
                reports.add(new PartitionReport(
                        partition.tag().equals(PartitionPlan.DEFAULT) ? "" : partition.tag(),
                        partition.target(),
                        dumped.rows(),
                        partition.rows(),
                        pair(dumped, returned(i))));
            }
        }
        return reports;
    }

    private FingerprintPair pair(Sums dumped, Sums found) {
        @Nullable
        String whole = rowsRead() && level.everyVector() ? found.whole().toString() : null;
        return new FingerprintPair(dumped.whole().toString(), whole);
    }
}
