package io.m2m.standalone.cli;

import io.m2m.common.message.Verdict;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Loads what every run loads, for a JVM that records it to start faster the next time. The launcher calls it after a build. */
@Command(name = "warm-up", hidden = true, description = "Dumps the sample store to nowhere.")
final class WarmUpAction extends Action {
    private final Engine engine;
    private final Demo demo;

    WarmUpAction(Screen screen, Engine engine, Demo demo) {
        super(screen);
        this.engine = engine;
        this.demo = demo;
    }

    @Override
    int act() throws InterruptedException {
        try (Demo.Stage stage = demo.rehearse()) {
            RunEnd end = engine.run(
                    io.m2m.common.message.Command.DUMP,
                    Optional.empty(),
                    new ConfigChoice(stage.config(), Map.of()),
                    status -> {});
            return end.status().verdict() == Verdict.DUMPED ? ExitCode.DONE : ExitCode.DEFECT;
        }
    }
}
