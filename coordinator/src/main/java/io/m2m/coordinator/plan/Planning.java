package io.m2m.coordinator.plan;

import java.io.IOException;

/** Looks at the source and plans its migration. */
public interface Planning {
    PlannedMigration plan() throws IOException;
}
