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
                .orElseGet(() -> new PlanAppendix(List.of(), Map.of(), List.of()));
    }

    /** Every task; close the stream. */
    public Stream<DumpPlan> tasks() throws IOException {
        return documents.readLines(StagingLayout.tasks(migration), DumpPlan.class);
    }

    private String appendixKey() {
        return StagingLayout.memory(migration) + "appendix.json";
    }
}
