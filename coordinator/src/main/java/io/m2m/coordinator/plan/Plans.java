package io.m2m.coordinator.plan;

import io.m2m.common.message.PlanEntry;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.Documents.LineWriter;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The plan in staging: {@code plan.json}, its tasks one a line beside it, and what takes no part. */
public final class Plans {
    private final Documents documents;
    private final String migration;

    public Plans(Documents documents, String migration) {
        this.documents = documents;
        this.migration = migration;
    }

    /** A task with where its line lies. */
    record Entry(DumpPlan task, PlanEntry line) {}

    /** Document beside the plan: the run that it was made for, written when all that goes with it is. */
    private record PlannedRun(long run) {}

    /**
     * Tasks first: a {@code plan.json} says that they are complete. Collections that this run does not select stay in it as they
     * were planned before: what is known of them is known from the plan alone.
     *
     * @param selected whether a collection is planned now, by its source name
     * @return the tasks that are planned now
     */
    List<Entry> write(PlannedMigration planned, Predicate<String> selected) throws IOException {
        MigrationPlan others = find().map(plan -> plan.of(selected.negate()))
                .orElse(planned.plan().of(List.of()));
        PlanAppendix appendix = planned.appendix().with(appendix().of(selected.negate()));
        Set<String> kept = new HashSet<>();
        others.collections().forEach(collection -> kept.add(collection.source()));
        List<Entry> entries;
        try (Stream<DumpPlan> earlier = tasks().filter(task -> kept.contains(task.collection()))) {
            Stream<DumpPlan> tasks = Stream.concat(planned.tasks().stream(), earlier);
            entries = writeLines(StagingLayout.tasks(migration), tasks, selected);
        }
        documents.write(appendixKey(), appendix);
        List<CollectionPlan> all = new ArrayList<>(planned.plan().collections());
        all.addAll(others.collections());
        documents.write(StagingLayout.plan(migration), planned.plan().of(all));
        return entries;
    }

    /**
     * Line by line: there may be very many.
     *
     * @param told of which collections' tasks to tell the lines
     */
    private List<Entry> writeLines(String key, Stream<DumpPlan> tasks, Predicate<String> told) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (LineWriter lines = documents.writeLines(key)) {
            for (DumpPlan task : (Iterable<DumpPlan>) tasks::iterator) {
                long offset = lines.write(task);
                if (told.test(task.collection())) {
                    entries.add(new Entry(task, new PlanEntry(offset, lines.lastBytes())));
                }
            }
            lines.commit();
        }
        return entries;
    }

    /** @param imported tasks that the next plan has no place for, though their rows are on the target */
    void addOutdated(List<DumpPlan> imported) throws IOException {
        Map<String, DumpPlan> all = new LinkedHashMap<>();
        try (Stream<DumpPlan> known = outdated()) {
            known.forEach(task -> all.put(task.task(), task));
        }
        int before = all.size();
        imported.forEach(task -> all.putIfAbsent(task.task(), task));
        if (all.size() > before) {
            writeLines(outdatedKey(), all.values().stream(), nobody -> false);
        }
    }

    /** Tasks that were imported once and then fell out of a plan; close the stream. */
    public Stream<DumpPlan> outdated() throws IOException {
        return documents.readLines(outdatedKey(), DumpPlan.class);
    }

    /** Says that the plan is complete, before anybody hears of it. */
    void completeFor(long run) throws IOException {
        documents.write(runKey(), new PlannedRun(run));
    }

    /**
     * The plan, if it was made for this run.
     *
     * @param selected which of its collections, by their source names
     */
    Optional<PlannedMigration> madeFor(long run, Predicate<String> selected) throws IOException {
        Optional<PlannedRun> made = documents.read(runKey(), PlannedRun.class);
        if (made.isEmpty() || made.get().run() != run) {
            return Optional.empty();
        }
        try (Stream<DumpPlan> tasks = tasks()) {
            return Optional.of(new PlannedMigration(
                    read().of(selected),
                    tasks.filter(task -> selected.test(task.collection())).toList(),
                    appendix().of(selected)));
        }
    }

    /** Empty when nothing was planned before. */
    public Optional<MigrationPlan> find() throws IOException {
        return documents.read(StagingLayout.plan(migration), MigrationPlan.class);
    }

    /** @throws ProblemException CONFIGURATION when nothing was planned before */
    public MigrationPlan read() throws IOException {
        return find().orElseThrow(() -> new ProblemException(
                Problem.Kind.CONFIGURATION,
                "staging holds nothing of migration " + migration + "; run m2m dump or m2m migrate with the same"
                        + " configuration first"));
    }

    public PlanAppendix appendix() throws IOException {
        return documents
                .read(appendixKey(), PlanAppendix.class)
                .orElseGet(() -> new PlanAppendix(List.of(), Map.of(), Map.of(), List.of()));
    }

    /** Every task; close the stream. */
    public Stream<DumpPlan> tasks() throws IOException {
        return documents.readLines(StagingLayout.tasks(migration), DumpPlan.class);
    }

    /** Names of the collections that are planned or refused; none when nothing was planned before. */
    public Set<String> collections() throws IOException {
        Set<String> names = new TreeSet<>();
        find().ifPresent(plan -> plan.collections().forEach(each -> names.add(each.source())));
        appendix().refused().forEach(each -> names.add(each.plan().source()));
        return names;
    }

    /**
     * Leaves collections out, as if they had never been planned, where there are others.
     *
     * @param sources which collections, by their source names
     * @return whether there are others, planned or refused
     */
    public boolean leaveOut(Predicate<String> sources) throws IOException {
        Predicate<String> others = sources.negate();
        PlanAppendix appendix = appendix().of(others);
        Optional<MigrationPlan> plan = find().map(all -> all.of(others));
        if (plan.isEmpty()
                || (plan.get().collections().isEmpty() && appendix.refused().isEmpty())) {
            return false;
        }
        // Tasks of a collection that is not planned do no harm; those of one that is would be waited for.
        documents.write(StagingLayout.plan(migration), plan.get());
        documents.write(appendixKey(), appendix);
        try (Stream<DumpPlan> kept = tasks().filter(task -> others.test(task.collection()))) {
            writeLines(StagingLayout.tasks(migration), kept, nobody -> false);
        }
        return true;
    }

    /** Keys of its documents, in the order in which they can be removed: without the last, no task is known any more. */
    public List<String> keys() {
        return List.of(
                runKey(), outdatedKey(), StagingLayout.plan(migration), appendixKey(), StagingLayout.tasks(migration));
    }

    private String appendixKey() {
        return StagingLayout.memory(migration) + "appendix.json";
    }

    private String outdatedKey() {
        return StagingLayout.memory(migration) + "outdated.jsonl";
    }

    private String runKey() {
        return StagingLayout.memory(migration) + "planned.json";
    }
}
