package io.m2m.coordinator.plan;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.message.Event;
import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.message.Event.MigrationPlanned;
import io.m2m.common.message.Event.PlannedCollection;
import io.m2m.common.message.Event.TaskPlanned;
import io.m2m.common.message.Events;
import io.m2m.common.message.PlanEntry;
import io.m2m.common.message.PlanTask.PlanMigration;
import io.m2m.common.message.TaskRef;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.DuplicateIds;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans a migration: writes the plan to staging and tells the coordinator its tasks. */
public final class PlanMigrations {
    /** A task that is dumped already is not looked up in the plan again. */
    private static final PlanEntry NOT_READ_AGAIN = new PlanEntry(0, 0);

    private final MigrationConfig config;
    private final Planning planning;
    private final Plans plans;
    private final Documents documents;
    private final Events events;

    public PlanMigrations(MigrationConfig config, Planning planning, Plans plans, Documents documents, Events events) {
        this.config = config;
        this.planning = planning;
        this.plans = plans;
        this.documents = documents;
        this.events = events;
    }

    public Event plan(PlanMigration task) throws IOException {
        return task.command().dumps() ? planAnew(task.ref()) : takeUp(task.ref());
    }

    /**
     * A run has one plan: asked for it a second time, or left behind by another process that was asked too, this tells the plan
     * that is there, for its tasks may be under way.
     */
    private Event planAnew(TaskRef ref) throws IOException {
        ContinuedPlan continued = continued(ref.migration(), planning.plan());
        Optional<PlannedMigration> made = plans.madeFor(ref.run(), config::selects);
        if (made.isEmpty()) {
            // Before the plan, which loses them.
            plans.addOutdated(continued.outdated());
        }
        PlannedMigration planned = made.orElseGet(continued::planned);
        List<Plans.Entry> entries = plans.write(planned, config::selects);
        if (made.isEmpty()) {
            completeOutcomes(ref.migration(), continued.shortened());
            plans.completeFor(ref.run());
        }
        entries.forEach(entry -> events.publish(planned(ref, entry.task(), entry.line(), null)));
        return planned(ref, planned.plan().collections());
    }

    /** After the plan: until that has a task for what was quarantined, the outcome alone tells that it is missing. */
    private void completeOutcomes(String migration, List<ImportedTasks.Imported> shortened) throws IOException {
        for (ImportedTasks.Imported task : shortened) {
            TaskOutcome outcome = task.outcome();
            documents.write(
                    StagingLayout.outcome(migration, task.task().task()),
                    new TaskOutcome(outcome.manifest(), List.of(), outcome.skipped(), outcome.warnings()));
        }
    }

    private ContinuedPlan continued(String migration, PlannedMigration fresh) throws IOException {
        try (Stream<DumpPlan> planned = plans.tasks();
                Stream<DumpPlan> outdated = plans.outdated()) {
            Stream<DumpPlan> earlier =
                    Stream.concat(planned, outdated).filter(task -> config.selects(task.collection()));
            return ContinuedPlan.of(config.dumper(), fresh, new ImportedTasks(documents, migration).among(earlier));
        }
    }

    private Event takeUp(TaskRef ref) throws IOException {
        MigrationPlan plan = plans.read();
        requirePlanned();
        List<CollectionPlan> collections = plan.collections().stream()
                .filter(collection -> config.selects(collection.source()))
                .toList();
        Set<String> taken = collections.stream().map(CollectionPlan::source).collect(Collectors.toSet());
        EarlierDumps dumps =
                new EarlierDumps(documents, ref.migration(), config.policy().duplicateIds());
        try (Stream<DumpPlan> tasks = plans.tasks()) {
            for (DumpPlan task : (Iterable<DumpPlan>) tasks::iterator) {
                if (taken.contains(task.collection())) {
                    events.publish(planned(ref, task, NOT_READ_AGAIN, dumps.facts(task)));
                }
            }
        }
        return planned(ref, collections);
    }

    private void requirePlanned() throws IOException {
        Set<String> known = plans.collections();
        List<String> unknown = config.collections().stream()
                .filter(name -> !known.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "collections names " + String.join(", ", unknown) + ", which staging does not hold; it holds "
                            + (known.isEmpty() ? "none" : String.join(", ", known))
                            + "; run m2m dump for the others first");
        }
    }

    private static TaskPlanned planned(TaskRef ref, DumpPlan task, PlanEntry line, @Nullable DumpFacts dumped) {
        return new TaskPlanned(
                ref, task.task(), task.collection(), task.partition(), task.rows(), task.bytes(), line, dumped);
    }

    private MigrationPlanned planned(TaskRef ref, List<CollectionPlan> collections) {
        DuplicateIds duplicateIds = config.policy().duplicateIds();
        return new MigrationPlanned(
                ref,
                collections.stream()
                        .map(each -> new PlannedCollection(
                                each.source(),
                                each.target(),
                                each.tasks(),
                                each.rows(),
                                each.bytes(),
                                each.quarantined().size(),
                                duplicateIds.seeksCopies() ? duplicateIds : null))
                        .toList(),
                config.target().clean());
    }
}
