package io.m2m.standalone.direct;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.metrics.Meters;
import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.schema.ServerVersion;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.bucket.AbsentBucket;
import io.m2m.common.wiring.Storages;
import io.m2m.coordinator.MetadataExport;
import io.m2m.coordinator.SourcePlanning;
import io.m2m.coordinator.plan.PlanReport;
import io.m2m.coordinator.plan.PlanText;
import io.m2m.coordinator.plan.PlannedMigration;
import io.m2m.coordinator.salvage.Corrections;
import io.m2m.loader.LoaderConfiguration;
import io.m2m.loader.load.TargetCheck;
import io.m2m.standalone.cli.ConfigChoice;
import io.m2m.standalone.cli.Engine.MetadataSource;
import io.m2m.standalone.cli.ExportEnd;
import io.m2m.standalone.cli.PlanEnd;
import io.m2m.standalone.process.Preflight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans and exports from this process. */
public final class Preflights implements Preflight {
    /** What the text assumes of a target that was not asked. */
    private static final ServerVersion ASSUMED = new ServerVersion(2, 3, 5);

    private final Configurations configurations;

    public Preflights(Configurations configurations) {
        this.configurations = configurations;
    }

    @Override
    public PlanEnd plan(ConfigChoice choice) {
        MigrationConfig config = configurations.load(choice).looking();
        PlannedMigration planned = planned(config);
        Milvus2xConfig server = config.target().milvus2x();
        try {
            StringBuilder target = new StringBuilder();
            ServerVersion version = ASSUMED;
            if (server.endpoint() == null) {
                target.append("Target:  not checked, target.milvus2x.endpoint is not set\n");
            } else {
                TargetCheck.Findings findings = checkTarget(config, planned);
                version = findings.version();
                target.append("Target:  Milvus ")
                        .append(version)
                        .append(" at ")
                        .append(server.url())
                        .append('\n');
                findings.notes()
                        .forEach(note -> target.append("  ").append(note).append('\n'));
            }
            target.append("Staging: ").append(staging(config)).append('\n');
            PlanReport report = PlanReport.of(planned, version, server.index());
            return new PlanEnd(
                    PlanText.of(report) + target, Json.text(report), Optional.empty(), planned.quarantines());
        } catch (ProblemException obstacle) {
            Problem problem = obstacle.problem();
            PlanReport report = PlanReport.of(planned, ASSUMED, server.index()).with(problem);
            return new PlanEnd(PlanText.of(report), Json.text(report), Optional.of(problem), planned.quarantines());
        }
    }

    private static TargetCheck.Findings checkTarget(MigrationConfig config, PlannedMigration planned) {
        try (ObjectStore staging = Storages.staging(config.target().staging())) {
            return LoaderConfiguration.checkTarget(
                    config.target().milvus2x(), planned.plan(), new JsonDocuments(staging, Json.mapper()));
        }
    }

    private static PlannedMigration planned(MigrationConfig config) {
        try {
            return new SourcePlanning(config, Meters.none()).plan();
        } catch (IOException failure) {
            throw new ProblemException(
                    Kind.UNREACHABLE, "the source cannot be read (" + failure + "); run the command again", failure);
        }
    }

    /** Asks for one object, which tells a store that does not answer; nothing is written. */
    private static String staging(MigrationConfig config) {
        try (ObjectStore staging = Storages.staging(config.target().staging());
                Stream<?> objects = staging.list(".m2m/")) {
            objects.findFirst();
            return staging instanceof AbsentBucket
                    ? staging.location() + ", whose bucket is missing and will be made"
                    : staging.location();
        } catch (IOException failure) {
            throw new ProblemException(
                    Kind.UNREACHABLE, "staging cannot be read (" + failure + "); run the command again", failure);
        }
    }

    @Override
    public ExportEnd export(MetadataSource source, Path folder) {
        return switch (source) {
            case MetadataSource.Sqlite sqlite -> new ExportEnd(MetadataExport.fromSqlite(sqlite.file(), folder), "");
            case MetadataSource.MySql mysql -> new ExportEnd(MetadataExport.fromMySql(mysql.dsn(), folder), "");
            case MetadataSource.Tables tables -> salvaged(tables, folder);
        };
    }

    private static ExportEnd salvaged(MetadataSource.Tables tables, Path folder) {
        Corrections corrections = Corrections.of(tables.binary(), tables.metrics(), tables.partitions());
        return new ExportEnd(
                MetadataExport.file(folder),
                MetadataExport.fromTables(tables.folder(), corrections, folder).text());
    }
}
