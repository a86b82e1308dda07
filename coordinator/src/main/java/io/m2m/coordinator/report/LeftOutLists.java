package io.m2m.coordinator.report;

import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.DuplicateIds;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.model.TaskOutcome.SkippedRows;
import io.m2m.common.report.Differences;
import io.m2m.common.report.DifferentRow;
import io.m2m.common.report.LeftOut;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.coordinator.plan.Plans;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of all rows that a policy left out of a collection, with the first of them. Those with a later copy were listed before
 * the dump; those with an invalid vector stand in the outcomes of the tasks and are put together here.
 */
final class LeftOutLists {
    private final Plans plans;
    private final Documents documents;
    private final String migration;

    LeftOutLists(Plans plans, Documents documents, String migration) {
        this.plans = plans;
        this.documents = documents;
        this.migration = migration;
    }

    List<LeftOut> of(CollectionPlan plan, DumpedRows dumped) throws IOException {
        List<LeftOut> lists = new ArrayList<>();
        if (dumped.leftOut() > 0) {
            lists.add(list(
                    "policy.duplicateIds: " + DuplicateIds.KEEP_LAST.text(),
                    dumped.leftOut(),
                    StagingLayout.copies(migration, plan.source())));
        }
        if (dumped.skipped() > 0) {
            String file = StagingLayout.invalidVectors(migration, plan.source());
            writeSkipped(plan.source(), file);
            lists.add(list("policy.invalidVectors: skip", dumped.skipped(), file));
        }
        return lists;
    }

    private LeftOut list(String policy, long rows, String file) throws IOException {
        try (Stream<DifferentRow> lines = documents.readLines(file, DifferentRow.class)) {
            return new LeftOut(policy, rows, lines.limit(Differences.FIRST).toList(), file);
        }
    }

    private void writeSkipped(String collection, String file) throws IOException {
        try (Documents.LineWriter lines = documents.writeLines(file);
                Stream<DumpPlan> tasks = plans.tasks()) {
            for (DumpPlan task :
                    (Iterable<DumpPlan>) tasks.filter(each -> each.collection().equals(collection))::iterator) {
                for (SkippedRows skipped : skipped(task)) {
                    for (String id : skipped.ids()) {
                        lines.write(new DifferentRow(id, task.partition(), skipped.segment()));
                    }
                }
            }
            lines.commit();
        }
    }

    private List<SkippedRows> skipped(DumpPlan task) throws IOException {
        return documents
                .read(StagingLayout.outcome(migration, task.task()), TaskOutcome.class)
                .map(TaskOutcome::skipped)
                .orElse(List.of());
    }
}
