package io.m2m.coordinator.plan;

import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.MigrationPlan;
import java.util.List;
import java.util.Map;

/** A plan before it is written. */
public record PlannedMigration(MigrationPlan plan, List<DumpPlan> tasks, PlanAppendix appendix) {
    public PlannedMigration {
        tasks = List.copyOf(tasks);
    }

    /** Whether something of what was asked for would be left behind. */
    public boolean quarantines() {
        return !appendix.refused().isEmpty()
                || !appendix.shortfalls().isEmpty()
                || plan.collections().stream()
                        .anyMatch(each -> !each.quarantined().isEmpty());
    }

    /** @param notes one more note for each of these collections */
    public PlannedMigration noting(Map<String, String> notes) {
        List<CollectionPlan> collections = plan.collections().stream()
                .map(each -> notes.containsKey(each.source()) ? each.noting(List.of(notes.get(each.source()))) : each)
                .toList();
        return new PlannedMigration(plan.of(collections), tasks, appendix);
    }
}
