package io.m2m.coordinator.plan;

import io.m2m.common.message.PlanEntry;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.Documents.LineWriter;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Tasks first: a {@code plan.json} says that they are complete. */
    List<Entry> write(PlannedMigration planned) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (LineWriter lines = documents.writeLines(StagingLayout.tasks(migration))) {
            for (DumpPlan task : planned.tasks()) {
                long offset = lines.write(task);
                entries.add(new Entry(task, new PlanEntry(offset, lines.lastBytes())));
            }
            lines.commit();
        }
        documents.write(appendixKey(), planned.appendix());
        documents.write(StagingLayout.plan(migration), planned.plan());
        return entries;
    }

    /** Says that the plan is complete, before anybody hears of it. */
    void completeFor(long run) throws IOException {
        documents.write(runKey(), new PlannedRun(run));
    }

    /** The plan, if it was made for this run. */
    Optional<PlannedMigration> madeFor(long run) throws IOException {
        Optional<PlannedRun> made = documents.read(runKey(), PlannedRun.class);
        if (made.isEmpty() || made.get().run() != run) {
            return Optional.empty();
        }
        try (Stream<DumpPlan> tasks = tasks()) {
            return Optional.of(new PlannedMigration(read(), tasks.toList(), appendix()));
        }
    }

    /** @throws ProblemException CONFIGURATION when nothing was planned before */
    public MigrationPlan read() throws IOException {
        return documents
                .read(StagingLayout.plan(migration), MigrationPlan.class)
                .orElseThrow(() -> new ProblemException(
                        Problem.Kind.CONFIGURATION,
                        "staging holds nothing of migration " + migration
                                + "; run m2m dump or m2m migrate with the same" + " configuration first"));
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

    private String appendixKey() {
        return StagingLayout.memory(migration) + "appendix.json";
    }

    private String runKey() {
        return StagingLayout.memory(migration) + "planned.json";
    }
}
