package io.m2m.standalone.cli;

import io.m2m.common.message.StatusMessage.MigrationStatus;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param status the last status, with a verdict or a problem
 * @param report the report's JSON; empty when the run left none
 * @param reportLocation where the report lies in staging, for people
 */
public record RunEnd(MigrationStatus status, Optional<String> report, String reportLocation) {}
