package io.m2m.coordinator.plan;

import io.m2m.common.model.CollectionPlan;

/**
 * A collection that takes no part.
 *
 * @param plan without tasks, all of its segments quarantined
 * @param reason one sentence
 */
public record RefusedCollection(CollectionPlan plan, String reason) {}
