package io.m2m.standalone.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = "All four services and an embedded Kafka broker in one process, until it is told to stop.")
final class ServeAction extends Action {
    private final Engine engine;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "where the embedded broker keeps its data (default: ${DEFAULT-VALUE})",
            defaultValue = ".m2m")
    private Path dataFolder = Path.of(".m2m");

    @Mixin
    private ListenOption listen = new ListenOption();

    ServeAction(Screen screen, Engine engine) {
        super(screen);
        this.engine = engine;
    }

    @Override
    int act() throws InterruptedException {
        engine.serve(
                options.configChoice(),
                dataFolder,
                listen.on(),
                address -> say("m2m serves " + address + " until Ctrl-C"));
        return ExitCode.DONE;
    }
}
