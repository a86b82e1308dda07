package io.m2m.common.model;

import java.util.List;
import java.util.function.Predicate;

/** {@code plan.json}: the collections of one migration. Its tasks stand beside it, one a line, in {@code plan.jsonl}. */
public record MigrationPlan(String schema, String migration, String version, List<CollectionPlan> collections) {
    public static final String SCHEMA = "m2m-plan/1";

    public MigrationPlan {
        collections = List.copyOf(collections);
    }

    public CollectionPlan collection(String source) {
        return collections.stream()
                .filter(collection -> collection.source().equals(source))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "migration " + migration + " has no collection " + source + " in its plan"));
    }

    /** The same migration with these collections. */
    public MigrationPlan of(List<CollectionPlan> planned) {
        return new MigrationPlan(schema, migration, version, planned);
    }

    /** @param sources which of the collections, by their source names */
    public MigrationPlan of(Predicate<String> sources) {
        return of(collections.stream()
                .filter(collection -> sources.test(collection.source()))
                .toList());
    }
}
