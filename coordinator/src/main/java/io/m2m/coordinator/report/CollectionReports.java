package io.m2m.coordinator.report;

import io.m2m.common.fingerprint.Fingerprint;
import io.m2m.common.message.PlanTask.CollectionEnd;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.report.CollectionReport;
import io.m2m.common.report.Conclusion;
import io.m2m.common.report.Differences;
import io.m2m.common.report.FingerprintPair;
import io.m2m.common.report.IndexReport;
import io.m2m.common.report.LeftOut;
import io.m2m.common.report.LoadedCollection;
import io.m2m.common.report.PartitionReport;
import io.m2m.common.report.Renamed;
import io.m2m.coordinator.plan.RefusedCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One collection's part of the report. */
final class CollectionReports {
    private CollectionReports() {}

    /**
     * @param shortfall what of its data was not migrated, in one sentence
     * @param countedRows what the 1.x server's own count said, if it is known
     * @param leftOut rows that a policy left out
     */
    static CollectionReport of(
            CollectionEvidence evidence,
            CollectionEnd end,
            @Nullable String shortfall,
            @Nullable Long countedRows,
            List<LeftOut> leftOut) {
        CollectionPlan plan = evidence.plan();
        DumpedRows dumped = evidence.all();
        Conclusion conclusion = evidence.conclusion();
        return new CollectionReport(
                plan.source(),
                plan.target(),
                plan.vectorType(),
                plan.dim(),
                plan.metric(),
                verdict(evidence, end, shortfall != null),
                dumped.source(),
                dumped.deleted(),
                dumped.live(),
                targetRows(evidence),
                pair(dumped.rows(), conclusion == null ? null : conclusion.fingerprint()),
                pair(dumped.ids(), conclusion == null ? null : conclusion.idFingerprint()),
                plan.partitions().stream()
                        .map(partition -> partition(partition, evidence))
                        .toList(),
                index(evidence),
                conclusion == null ? null : conclusion.search(),
                evidence.quarantined(),
                renamed(plan),
                dumped.leftOut() + (conclusion == null ? dumped.repeatedIds() : conclusion.repeatedIds()),
                conclusion == null ? null : conclusion.repeated(),
                dumped.skipped(),
                leftOut,
                conclusion == null ? Differences.none() : conclusion.differences(),
                end.problem() == null ? shortfall : end.problem().sentence(),
                notes(evidence, countedRows));
    }

    private static FingerprintPair pair(Fingerprint source, @Nullable FingerprintPair compared) {
        return new FingerprintPair(source.toString(), compared == null ? null : compared.target());
    }

    private static List<String> notes(CollectionEvidence evidence, @Nullable Long countedRows) {
        List<String> notes = new ArrayList<>(evidence.notes());
        long live = evidence.all().live();
        boolean comparable = countedRows != null
                && evidence.dumpedWhole()
                && evidence.quarantined().isEmpty();
        if (comparable && countedRows != live) {
            notes.add("the 1.x server counted " + countedRows + " rows, its files hold " + live
                    + " live ones; the files count");
        }
        return notes;
    }

    /** A collection that takes no part: all of it is quarantined. */
    static CollectionReport refused(RefusedCollection refused) {
        CollectionPlan plan = refused.plan();
        CollectionEvidence nothing = new CollectionEvidence(plan, Optional.empty(), Optional.empty());
        Problem reason = new Problem(Problem.Kind.DAMAGED, refused.reason());
        return of(nothing, new CollectionEnd(plan.source(), Verdict.INCOMPLETE, reason), null, null, List.of());
    }

    private static Verdict verdict(CollectionEvidence evidence, CollectionEnd end, boolean fallsShort) {
        Verdict verdict = end.verdict();
        boolean whole =
                !fallsShort && evidence.dumpedWhole() && evidence.quarantined().isEmpty();
        if (verdict.good() && !whole) {
            verdict = Verdict.INCOMPLETE;
        }
        return evidence.countsAgree() ? verdict : verdict.and(Verdict.MISMATCH);
    }

    private static @Nullable Long targetRows(CollectionEvidence evidence) {
        if (evidence.conclusion() != null) {
            return evidence.conclusion().targetRows();
        }
        return evidence.loaded() == null ? null : Long.valueOf(evidence.loaded().rows());
    }

    private static @Nullable IndexReport index(CollectionEvidence evidence) {
        if (evidence.conclusion() != null && evidence.conclusion().index() != null) {
            return evidence.conclusion().index();
        }
        return evidence.loaded() == null ? null : evidence.loaded().index();
    }

    private static PartitionReport partition(PartitionPlan partition, CollectionEvidence evidence) {
        DumpedRows dumped = evidence.of(partition.tag());
        String tag = partition.tag().equals(PartitionPlan.DEFAULT) ? "" : partition.tag();
        Long rows = null;
        String fingerprint = null;
        LoadedCollection loaded = evidence.loaded();
        if (loaded != null) {
            rows = loaded.partitionRows().get(partition.tag());
        }
        if (evidence.conclusion() != null) {
            for (PartitionReport found : evidence.conclusion().partitions()) {
                if (found.target().equals(partition.target())) {
                    rows = found.targetRows();
                    fingerprint = found.fingerprint().target();
                }
            }
        }
        return new PartitionReport(
                tag,
                partition.target(),
                dumped.live(),
                rows,
                new FingerprintPair(dumped.rows().toString(), fingerprint));
    }

    private static List<Renamed> renamed(CollectionPlan plan) {
        List<Renamed> renamed = new ArrayList<>();
        if (!plan.source().equals(plan.target())) {
            renamed.add(new Renamed(plan.source(), plan.target()));
        }
        for (PartitionPlan partition : plan.partitions()) {
            if (!partition.tag().equals(partition.target())) {
                renamed.add(new Renamed(partition.tag(), partition.target()));
            }
        }
        return renamed;
    }
}
