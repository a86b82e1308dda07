package io.m2m.standalone.direct;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.config.StagingConfig;
import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.metrics.Meters;
import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.schema.ServerVersion;
import io.m2m.common.storage.ObjectStore;
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
        IndexChoice index = config.target().milvus2x().index();
        try {
            Target target = target(config, planned);
            PlanReport report = PlanReport.of(planned, target.version(), index);
            return new PlanEnd(
                    PlanText.of(report) + target.text(), Json.text(report), Optional.empty(), planned.quarantines());
        } catch (ProblemException obstacle) {
            Problem problem = obstacle.problem();
            PlanReport report = PlanReport.of(planned, ASSUMED, index).with(problem);
            return new PlanEnd(PlanText.of(report), Json.text(report), Optional.of(problem), planned.quarantines());
        }
    }

    /**
     * What was found of target and staging.
     *
     * @param text lines about both
     */
    private record Target(ServerVersion version, String text) {}

    /** Staging first: what is wrong with a folder shows without a server that answers. */
    private static Target target(MigrationConfig config, PlannedMigration planned) {
        StagingConfig place = config.target().staging();
        try (ObjectStore staging = Storages.staging(place)) {
            String lines = new StagingCheck(place, staging).check(planned.tasks());
            Milvus2xConfig server = config.target().milvus2x();
            if (server.endpoint() == null) {
                return new Target(ASSUMED, "Target:  not checked, target.milvus2x.endpoint is not set\n" + lines);
            }
            TargetCheck.Findings findings = LoaderConfiguration.checkTarget(
                    server, planned.plan(), planned.tasks(), new JsonDocuments(staging, Json.mapper()));
            StringBuilder text = new StringBuilder("Target:  Milvus " + findings.version() + " at " + server.url());
            findings.notes().forEach(note -> text.append("\n  ").append(note));
            return new Target(findings.version(), text + "\n" + lines);
        } catch (IOException failure) {
            throw new ProblemException(
                    Kind.UNREACHABLE, "staging cannot be read (" + failure + "); run the command again", failure);
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
