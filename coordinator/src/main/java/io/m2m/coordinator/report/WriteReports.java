package io.m2m.coordinator.report;

import io.m2m.common.message.Event;
import io.m2m.common.message.Event.ReportWritten;
import io.m2m.common.message.PlanTask.CollectionEnd;
import io.m2m.common.message.PlanTask.WriteReport;
import io.m2m.common.message.TaskRef;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.report.CollectionReport;
import io.m2m.common.report.Conclusion;
import io.m2m.common.report.LeftOut;
import io.m2m.common.report.LoadedCollection;
import io.m2m.common.report.PhaseReport;
import io.m2m.common.report.Report;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.coordinator.plan.PlanAppendix;
import io.m2m.coordinator.plan.Plans;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects the evidence of a run into {@code report.json}. */
public final class WriteReports {
    private final Plans plans;
    private final Documents documents;
    private final Predicate<String> selected;

    /** @param selected whether a collection is asked for, by its source name */
    public WriteReports(Plans plans, Documents documents, Predicate<String> selected) {
        this.plans = plans;
        this.documents = documents;
        this.selected = selected;
    }

    public Event write(WriteReport task) throws IOException {
        boolean planned = task.problem() == null || isPlanned(task);
        PlanAppendix appendix = plans.appendix();
        List<CollectionReport> collections = planned ? collections(task, appendix) : List.of();
        Verdict verdict = verdict(task, collections);
        Report report = new Report(
                Report.SCHEMA,
                task.migration(),
                verdict,
                task.command().verifies() ? task.level().text() : null,
                task.startedAt(),
                task.finishedAt(),
                collections,
                task.phases().stream()
                        .map(phase -> new PhaseReport(phase.name(), phase.seconds(), phase.rows(), phase.bytes()))
                        .toList(),
                task.problem() == null ? null : task.problem().sentence(),
                planned ? appendix.notes() : null);
        documents.write(StagingLayout.REPORT, report);
        return new ReportWritten(task.ref(), verdict);
    }

    /** A run that ended before it had a plan knows no collection, though staging may hold the plan of an earlier one. */
    private boolean isPlanned(WriteReport task) throws IOException {
        return !task.ends().isEmpty() && plans.find().isPresent();
    }

    private List<CollectionReport> collections(WriteReport task, PlanAppendix appendix) throws IOException {
        Map<String, CollectionEvidence> evidence = evidence(task);
        LeftOutLists lists = new LeftOutLists(plans, documents, task.migration());
        List<CollectionReport> collections = new ArrayList<>();
        for (CollectionEnd end : task.ends()) {
            Long counted = appendix.countedRows().get(end.source());
            String shortfall = appendix.shortfalls().get(end.source());
            CollectionEvidence found = evidence.get(end.source());
            List<LeftOut> leftOut = lists.of(found.plan(), found.all());
            collections.add(CollectionReports.of(found, end, shortfall, counted, leftOut));
        }
        appendix.refused().stream()
                .filter(refused -> selected.test(refused.plan().source()))
                .forEach(refused -> collections.add(CollectionReports.refused(refused)));
        collections.sort(Comparator.comparing(CollectionReport::source));
        return collections;
    }

    /** What ended the run as a whole decides, otherwise the worst of its collections. */
    private static Verdict verdict(WriteReport task, List<CollectionReport> collections) {
        return task.problem() == null
                ? collections.stream().map(CollectionReport::verdict).reduce(best(task), Verdict::and)
                : Verdict.of(task.problem());
    }

    private static Verdict best(WriteReport task) {
        return switch (task.command()) {
            case MIGRATE, VERIFY -> Verdict.VERIFIED;
            case LOAD -> Verdict.LOADED;
            case DUMP -> Verdict.DUMPED;
        };
    }

    /** Of the collections of the run: the plan may hold others. */
    private Map<String, CollectionEvidence> evidence(WriteReport task) throws IOException {
        Set<String> sources = task.ends().stream().map(CollectionEnd::source).collect(Collectors.toSet());
        Map<String, CollectionEvidence> evidence = new LinkedHashMap<>();
        for (CollectionPlan plan : plans.read().of(sources::contains).collections()) {
            evidence.put(plan.source(), evidence(task.ref(), plan));
        }
        try (Stream<DumpPlan> tasks = plans.tasks().filter(each -> evidence.containsKey(each.collection()))) {
            for (DumpPlan each : (Iterable<DumpPlan>) tasks::iterator) {
                documents
                        .read(StagingLayout.outcome(task.migration(), each.task()), TaskOutcome.class)
                        .ifPresent(evidence.get(each.collection())::add);
            }
        }
        return evidence;
    }

    private CollectionEvidence evidence(TaskRef ref, CollectionPlan plan) throws IOException {
        return new CollectionEvidence(
                plan,
                documents
                        .read(StagingLayout.loaded(ref.migration(), plan.source()), LoadedCollection.class)
                        .filter(loaded -> loaded.run() == ref.run()),
                documents
                        .read(StagingLayout.conclusion(ref.migration(), plan.source()), Conclusion.class)
                        .filter(conclusion -> conclusion.run() == ref.run()));
    }
}
