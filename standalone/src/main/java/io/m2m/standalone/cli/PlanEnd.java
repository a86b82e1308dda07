package io.m2m.standalone.cli;

import io.m2m.common.model.Problem;
import java.util.Optional;

/**
 * The outcome of a plan.
 *
 * @param text what would be done, for people
 * @param report the same for programs, JSON
 * @param obstacle why it could not be started like this, if so
 * @param quarantined whether some segments would be set aside
 */
public record PlanEnd(String text, String report, Optional<Problem> obstacle, boolean quarantined) {}
