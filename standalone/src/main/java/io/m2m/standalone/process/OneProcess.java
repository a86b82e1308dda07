package io.m2m.standalone.process;

import io.m2m.common.message.Command;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Level;
import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.ObjectStore;
import io.m2m.standalone.cli.CleanEnd;
import io.m2m.standalone.cli.ConfigChoice;
import io.m2m.standalone.cli.Engine;
import io.m2m.standalone.cli.ExportEnd;
import io.m2m.standalone.cli.ListenOn;
import io.m2m.standalone.cli.PlanEnd;
import io.m2m.standalone.cli.RunEnd;
import io.m2m.standalone.process.Deployment.Prepared;
import io.m2m.standalone.process.Deployment.Services;
import io.m2m.standalone.process.Deployment.StatusFeed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Broker and services in this process, for as long as one command needs them.
 *
 * <p>A command's broker forgets everything: what a repeated command continues from lies in staging and on the target.
 */
public final class OneProcess implements Engine {
    private final Broker.Starter brokers;
    private final Deployment deployment;
    private final Preflight preflight;
    private final Cleaning cleaning;
    private final Clock clock;

    public OneProcess(
            Broker.Starter brokers, Deployment deployment, Preflight preflight, Cleaning cleaning, Clock clock) {
        this.brokers = brokers;
        this.deployment = deployment;
        this.preflight = preflight;
        this.cleaning = cleaning;
        this.clock = clock;
    }

    @Override
    public RunEnd run(Command command, Optional<Level> level, ConfigChoice config, Consumer<StatusMessage> watcher)
            throws InterruptedException {
        Prepared prepared = deployment.prepare(config);
        return run(prepared, command, level.orElse(prepared.level()), watcher);
    }

    private RunEnd run(Prepared prepared, Command command, Level level, Consumer<StatusMessage> watcher)
            throws InterruptedException {
        String migration = prepared.migration();
        long run = clock.millis();
        RunFollower follower = new RunFollower(migration, run, watcher);
        try (Broker broker = brokers.passing();
                Services services = prepared.start(broker.bootstrapServers(), command);
                StatusFeed feed = services.status()) {
            services.events().publish(new MigrationRequested(migration, run, command, level));
            return end(feed.follow(follower), services.staging());
        }
    }

    /** The report in staging is of this run only when the run says so. What ended it outweighs that its report cannot be read. */
    private static RunEnd end(MigrationStatus status, ObjectStore staging) {
        String location = staging.location() + "/" + StagingLayout.REPORT;
        RunEnd unreported = new RunEnd(status, Optional.empty(), location);
        if (!status.reported()) {
            return unreported;
        }
        try (InputStream report = staging.open(StagingLayout.REPORT, 0)) {
            String text = new String(report.readAllBytes(), StandardCharsets.UTF_8);
            return new RunEnd(status, Optional.of(text), location);
        } catch (IOException failure) {
            if (status.problem() != null) {
                return unreported;
            }
            throw new ProblemException(
                    Kind.UNREACHABLE,
                    "the run ended as " + status.verdict() + ", but its report " + location
                            + " could not be read; see that staging can be reached",
                    failure);
        }
    }

    @Override
    public String migration(ConfigChoice config) {
        return deployment.prepare(config).migration();
    }

    @Override
    public PlanEnd plan(ConfigChoice config) {
        return preflight.plan(config);
    }

    @Override
    public CleanEnd clean(ConfigChoice config, boolean force) {
        return cleaning.clean(config, force);
    }

    @Override
    public ExportEnd export(MetadataSource source, Path folder) {
        return preflight.export(source, folder);
    }

    @Override
    public void serve(ConfigChoice config, Path dataFolder, ListenOn listen, Ready ready) throws InterruptedException {
        Prepared prepared = deployment.prepare(config);
        try (Broker broker = brokers.lasting(dataFolder);
                Services services = prepared.serve(broker.bootstrapServers(), listen)) {
            ready.at(services.address());
            new CountDownLatch(1).await();
        }
    }
}
