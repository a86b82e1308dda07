package io.m2m.standalone.cli;

import io.m2m.common.config.ConfigLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that every command with a configuration takes. */
final class CommonOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "F",
            description = "configuration (default: migration.yaml, then configs/migration.yaml)")
    private @Nullable Path config;

    @Option(
            names = {"--col", "--collections"},
            paramLabel = "a,b",
            description = "source collections (default: all)")
    private @Nullable String collections;

    @Option(names = "--set", paramLabel = "key=value", description = "override a configuration key; repeatable")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(
            names = "--source-root",
            paramLabel = "OLD=NEW",
            description = "the 1.x server's folder OLD, as the configuration names it, lies at NEW now; repeatable")
    private Map<String, String> sourceRoots = new LinkedHashMap<>();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** An option of milvus-migration for the stores that m2m does not read. */
    @Option(
            names = {"-t", "--table"},
            paramLabel = "NAME",
            hidden = true)
    void table(String name) {
        throw new ParameterException(
                Objects.requireNonNull(command).commandLine(),
                "--table names an index of Elasticsearch or a collection of Milvus 2.x, which m2m does not read; name"
                        + " collections of 1.x by --collections");
    }

    ConfigChoice configChoice() {
        Map<String, String> assignments = new LinkedHashMap<>(overrides);
        if (collections != null) {
            assignments.put("collections", collections);
        }
        sourceRoots.forEach((old, now) -> assignments.put("source.moved." + old, now));
        return new ConfigChoice(ConfigLoader.find(config, Path.of("")), assignments);
    }

    /** Whether a configuration is named, rather than looked for. */
    boolean namesConfiguration() {
        return config != null;
    }

    /** Whether values of the configuration are overridden. */
    boolean changesConfiguration() {
        return collections != null || !overrides.isEmpty() || !sourceRoots.isEmpty();
    }
}
