package io.m2m.standalone.direct;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.MigrationId;
import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.wiring.Storages;
import io.m2m.coordinator.cleaning.CleanStaging;
import io.m2m.coordinator.cleaning.Cleaned;
import io.m2m.standalone.cli.CleanEnd;
import io.m2m.standalone.cli.ConfigChoice;
import io.m2m.standalone.process.Cleaning;
import java.io.IOException;

/** Cleans staging from this process. */
public final class StagingCleaning implements Cleaning {
    private final Configurations configurations;

    public StagingCleaning(Configurations configurations) {
        this.configurations = configurations;
    }

    @Override
    public CleanEnd clean(ConfigChoice choice, boolean force) {
        MigrationConfig config = configurations.load(choice).looking();
        try (ObjectStore staging = Storages.staging(config.target().staging())) {
            JsonDocuments documents = new JsonDocuments(staging, Json.mapper());
            Cleaned cleaned = new CleanStaging(staging, documents, MigrationId.of(config), config).clean(force);
            return new CleanEnd(cleaned.objects(), cleaned.bytes(), staging.location());
        } catch (IOException failure) {
            throw new ProblemException(
                    Kind.UNREACHABLE,
                    "staging could not be cleaned (" + failure + "); running it again goes on",
                    failure);
        }
    }
}
