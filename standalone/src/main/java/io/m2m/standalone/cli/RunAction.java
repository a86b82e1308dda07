package io.m2m.standalone.cli;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** A command that carries a run to its end. */
abstract class RunAction extends Action {
    private final Engine engine;
    private final Command command;

    @Mixin
    private CommonOptions options = new CommonOptions();

    RunAction(Screen screen, Engine engine, Command command) {
        super(screen);
        this.engine = engine;
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
        ConfigChoice config = options.configChoice().with(assignments());
        Optional<Path> report = options.report();
        return new Run(screen, engine).carryOut(command, level(), config, report, options.progress() && !log.quiet());
    }
}
