package io.m2m.standalone.cli;

import static io.m2m.common.message.Command.MIGRATE;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description =
                "Migrates a sample 1.x store to a real Milvus 2.x on this machine, shows the verdict and tidies up.")
final class DemoAction extends Action {
    private final Engine engine;
    private final Demo demo;

    @Option(names = "--keep", description = "leave the target up until Ctrl-C")
    private boolean keep;

    @Option(names = "--no-progress", description = "show no progress")
    private boolean noProgress;

    DemoAction(Screen screen, Engine engine, Demo demo) {
        super(screen);
        this.engine = engine;
        this.demo = demo;
    }

    @Override
    int act() throws InterruptedException {
        try (Demo.Stage stage = demo.open(this::say)) {
            ConfigChoice config = new ConfigChoice(stage.config(), Map.of());
            int code = new Run(screen, MIGRATE, "--config " + stage.config())
                    .carryOut(
                            watcher -> engine.run(MIGRATE, Optional.empty(), config, watcher),
                            report -> {},
                            !noProgress && !log.quiet());
            lookAround(stage);
            if (keep) {
                say("The target stays up until Ctrl-C.");
                new CountDownLatch(1).await();
            }
            return code;
        }
    }

    private void lookAround(Demo.Stage stage) {
        PrintWriter out = screen.out();
        if (keep) {
            out.println("Source:  " + stage.source());
            out.println("Config:  " + stage.config());
            out.println("Target:  " + stage.target() + ", for any Milvus client, for example:");
            out.println("         python -c 'from pymilvus import *; connections.connect(uri=\"" + stage.target()
                    + "\"); print(utility.list_collections())'");
        } else {
            out.println("Look:    m2m demo --keep leaves store, configuration and target for you to look at");
        }
        out.flush();
    }
}
