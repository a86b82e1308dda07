package io.m2m.coordinator.plan;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.Version;
import io.m2m.common.storage.ObjectStore;
import io.m2m.coordinator.catalog.Catalog;
import io.m2m.coordinator.catalog.Catalog.SourceCollection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a catalog into a plan. The same source and configuration give the same plan. */
public final class MigrationPlanner {
    private final MigrationConfig config;
    private final String migration;
    private final List<ObjectStore> roots;

    /** @param roots the data roots of the source */
    public MigrationPlanner(MigrationConfig config, String migration, List<ObjectStore> roots) {
        this.config = config;
        this.migration = migration;
        this.roots = List.copyOf(roots);
    }

    /** @throws ProblemException CONFIGURATION when a name stops the plan */
    public PlannedMigration plan(Catalog catalog) throws IOException {
        requireKnown(catalog);
        TargetNames.requireKnown(config.target().milvus2x().rename().keySet(), catalog);
        TargetNames names = new TargetNames(config.target().milvus2x());
        List<SourceCollection> selected = catalog.collections().stream()
                .filter(collection -> config.selects(collection.name()))
                .toList();
        Map<String, String> targets = new LinkedHashMap<>();
        for (SourceCollection collection : selected) {
            if (collection.refusal() == null) {
                targets.put(collection.name(), names.collection(collection.name()));
            }
        }
        TargetNames.requireDistinct(targets);
        List<CollectionPlan> plans = new ArrayList<>();
        List<RefusedCollection> refused = new ArrayList<>();
        List<DumpPlan> tasks = new ArrayList<>();
        for (SourceCollection collection : selected) {
            CollectionPlanner planner = new CollectionPlanner(config, migration, roots, collection);
            if (collection.refusal() == null) {
                plans.add(planner.plan(targets.get(collection.name()), names, tasks));
            } else {
                refused.add(planner.refuse());
            }
        }
        MigrationPlan plan = new MigrationPlan(MigrationPlan.SCHEMA, migration, Version.CURRENT, plans);
        Map<String, Long> counted = new LinkedHashMap<>();
        selected.forEach(collection -> counted.put(collection.name(), collection.countedRows()));
        return new PlannedMigration(plan, tasks, new PlanAppendix(refused, counted, catalog.notes()));
    }

    private void requireKnown(Catalog catalog) {
        List<String> known =
                catalog.collections().stream().map(SourceCollection::name).toList();
        List<String> unknown = config.collections().stream()
                .filter(name -> !known.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "collections names " + String.join(", ", unknown) + ", which the source does not have; it has "
                            + (known.isEmpty() ? "none" : String.join(", ", known)));
        }
    }
}
