package io.m2m.coordinator;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.MigrationId;
import io.m2m.common.metrics.Meters;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.wiring.Storages;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.plan.MigrationPlanner;
import io.m2m.coordinator.plan.PlannedMigration;
import io.m2m.coordinator.plan.Planning;
import java.io.IOException;
import java.util.List;

/** Plans from the metadata and the data roots that a configuration names. Nothing is written. */
public final class SourcePlanning implements Planning {
    private final MigrationConfig config;
    private final Meters meters;

    /** @param meters count what must be asked again */
    public SourcePlanning(MigrationConfig config, Meters meters) {
        this.config = config;
        this.meters = meters;
    }

    @Override
    public PlannedMigration plan() throws IOException {
        List<ObjectStore> roots = Storages.source(config.source(), meters);
        try {
            Metadata metadata = MetadataSources.metadata(config, meters);
            return new MigrationPlanner(config, MigrationId.of(config), roots)
                    .plan(MetadataSources.catalog(metadata))
                    .noting(MetadataSources.unflushed(config.source(), metadata));
        } finally {
            roots.forEach(ObjectStore::close);
        }
    }
}
