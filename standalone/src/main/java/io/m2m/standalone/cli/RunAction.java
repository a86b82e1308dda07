package io.m2m.standalone.cli;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that carries a run to its end, in this process or by a deployment that runs. */
abstract class RunAction extends Action {
    private final Engine engine;
    private final Coordinator.Finder finder;
    private final Command command;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private ReportOption report = new ReportOption();

    @Option(
            names = "--coordinator",
            paramLabel = "URL",
            description = "let the deployment of this coordinator do it, with its own configuration")
    private @Nullable String coordinator;

    RunAction(Screen screen, Engine engine, Coordinator.Finder finder, Command command) {
        super(screen);
        this.engine = engine;
        this.finder = finder;
        this.command = command;
    }

    /** How much to compare; empty for what the configuration says. */
    Optional<Level> level() {
        return Optional.empty();
    }

    /** Configuration values that the command's own options stand for. */
    Map<String, String> assignments() {
        return Map.of();
    }

    @Override
    final int act() throws InterruptedException {
        report.check();
        return coordinator == null ? here() : there(coordinator);
    }

    private int here() throws InterruptedException {
        ConfigChoice config = options.configChoice().with(assignments());
        return new Run(screen, command, "--config " + config.file())
                .carryOut(watcher -> engine.run(command, level(), config, watcher), report::write, log.progress());
    }

    private int there(String address) throws InterruptedException {
        if (options.changesConfiguration() || !assignments().isEmpty()) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "the deployment of " + address
                            + " has its own configuration: --set, --collections, --source-root and --clean"
                            + " cannot be given with --coordinator; change the configuration there");
        }
        Optional<String> migration =
                options.namesConfiguration() ? Optional.of(engine.migration(options.configChoice())) : Optional.empty();
        Coordinator deployment = finder.at(address);
        try {
            return new Run(screen, command, "--coordinator " + address)
                    .carryOut(
                            watcher -> deployment.run(command, level(), migration, watcher),
                            report::write,
                            log.progress());
        } catch (InterruptedException left) {
            say("m2m: the run goes on; m2m status --coordinator " + address + " shows it, m2m cancel ends it");
            throw left;
        }
    }
}
