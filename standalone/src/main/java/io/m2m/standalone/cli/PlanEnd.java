package io.m2m.standalone.cli;

import java.util.Optional;

/**
 * The outcome of a plan.
 *
 * @param text what would be done, for people
 * @param obstacle why it could not be started like this, if so
 * @param quarantined whether some segments would be set aside
 */
public record PlanEnd(String text, Optional<io.m2m.common.model.Problem> obstacle, boolean quarantined) {}
