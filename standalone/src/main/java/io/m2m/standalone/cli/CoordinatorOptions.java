package io.m2m.standalone.cli;

import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which coordinator is meant, and which of its migrations. */
final class CoordinatorOptions {
    @Option(
            names = "--coordinator",
            paramLabel = "URL",
            description = "the coordinator (default: M2M_COORDINATOR, then http://127.0.0.1:8080)",
            defaultValue = "${env:M2M_COORDINATOR:-http://127.0.0.1:8080}")
    private String address = "";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ID",
            description = "the migration; may be left out when there is one")
    private @Nullable String id;

    Coordinator find(Coordinator.Finder finder) {
        return finder.at(address);
    }

    /** @throws ProblemException when there is none, or when several could be meant */
    String migration(Coordinator coordinator) throws InterruptedException {
        if (id != null) {
            return id;
        }
        List<MigrationStatus> known = coordinator.migrations();
        if (known.isEmpty()) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "the coordinator " + address + " has seen no migration yet; m2m migrate begins one");
        }
        if (known.size() > 1) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "the coordinator " + address + " knows several migrations; name one of "
                            + known.stream().map(MigrationStatus::migration).collect(Collectors.joining(", ")));
        }
        return known.getFirst().migration();
    }
}
