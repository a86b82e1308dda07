package io.m2m.standalone.cli;

import io.m2m.common.config.ConfigLoader;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command with a configuration takes. */
final class CommonOptions {
    @Option(
            names = "--config",
            paramLabel = "F",
            description = "configuration (default: migration.yaml, then configs/migration.yaml)")
    private @Nullable Path config;

    @Option(names = "--collections", paramLabel = "a,b", description = "source collections (default: all)")
    private @Nullable String collections;

    @Option(names = "--set", paramLabel = "key=value", description = "override a configuration key; repeatable")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--report", paramLabel = "F", description = "also write the JSON report to this file")
    private @Nullable Path report;

    @Option(names = "--no-progress", description = "show no progress")
    private boolean noProgress;

    ConfigChoice configChoice() {
        Map<String, String> assignments = new LinkedHashMap<>(overrides);
        if (collections != null) {
            assignments.put("collections", collections);
        }
        return new ConfigChoice(ConfigLoader.find(config, Path.of("")), assignments);
    }

    /** @throws ProblemException now rather than after hours, when the report could not be written there */
    Optional<Path> report() {
        if (report == null) {
            return Optional.empty();
        }
        Path folder = report.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(report)) {
            throw refused("the report " + report + " named by --report cannot be written: its folder must exist and it"
                    + " must not be a folder itself");
        }
        return Optional.of(report);
    }

    /** Whether values of the configuration are overridden. */
    boolean changesConfiguration() {
        return collections != null || !overrides.isEmpty();
    }

    boolean progress() {
        return !noProgress;
    }

    private static ProblemException refused(String sentence) {
        return new ProblemException(Kind.CONFIGURATION, sentence);
    }
}
