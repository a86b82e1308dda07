package io.m2m.standalone.cli;

import io.m2m.common.message.StatusMessage.MigrationStatus;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param status the last status, with a verdict or a problem
 * @param report the report's JSON; empty when the run left none
 * @param reportLocation where the report lies in staging, for people
 * @param cleaned what was removed from staging, if the configuration asks for it
 */
public record RunEnd(
        MigrationStatus status, Optional<String> report, String reportLocation, Optional<CleanEnd> cleaned) {
    public RunEnd with(CleanEnd removed) {
        return new RunEnd(status, report, reportLocation, Optional.of(removed));
    }
}
