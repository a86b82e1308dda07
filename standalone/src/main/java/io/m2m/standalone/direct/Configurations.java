package io.m2m.standalone.direct;

import io.m2m.common.config.ConfigLoader;
import io.m2m.common.config.MigrationConfig;
import io.m2m.standalone.cli.ConfigChoice;

/** Reads the configuration of a command. */
public final class Configurations {
    private final ConfigLoader loader;

    public Configurations(ConfigLoader loader) {
        this.loader = loader;
    }

    /** @throws io.m2m.common.model.ProblemException CONFIGURATION when it cannot be used */
    public MigrationConfig load(ConfigChoice choice) {
        return loader.load(choice.file(), choice.assignments());
    }
}
