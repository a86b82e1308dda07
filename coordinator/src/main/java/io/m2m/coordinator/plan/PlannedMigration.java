package io.m2m.coordinator.plan;

import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.MigrationPlan;
import java.util.List;

/** A plan before it is written. */
public record PlannedMigration(MigrationPlan plan, List<DumpPlan> tasks, PlanAppendix appendix) {
    public PlannedMigration {
        tasks = List.copyOf(tasks);
    }

    /** Whether something of what was asked for would be left behind. */
    public boolean quarantines() {
        return !appendix.refused().isEmpty()
                || plan.collections().stream()
                        .anyMatch(each -> !each.quarantined().isEmpty());
    }
}
