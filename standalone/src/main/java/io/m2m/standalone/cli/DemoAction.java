package io.m2m.standalone.cli;

import static io.m2m.common.message.Command.MIGRATE;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description =
                "Migrates a sample 1.x store to a real Milvus 2.x on this machine, shows the verdict and tidies up.")
final class DemoAction extends Action {
    private final Engine engine;
    private final Coordinator.Finder finder;
    private final Demo demo;

    @Option(names = "--keep", description = "leave the target up until Ctrl-C, and the page with the run")
    private boolean keep;

    @Mixin
    private ListenOption listen = new ListenOption();

    @Mixin
    private ReportOption report = new ReportOption();

    DemoAction(Screen screen, Engine engine, Coordinator.Finder finder, Demo demo) {
        super(screen);
        this.engine = engine;
        this.finder = finder;
        this.demo = demo;
    }

    @Override
    int act() throws InterruptedException {
        report.check();
        try (Demo.Stage stage = demo.open(this::say)) {
            return keep ? keep(stage) : show(stage);
        }
    }

    private int show(Demo.Stage stage) throws InterruptedException {
        ConfigChoice config = new ConfigChoice(stage.config(), Map.of());
        int code = new Run(screen, MIGRATE, "--config " + stage.config())
                .carryOut(
                        watcher -> engine.run(MIGRATE, Optional.empty(), config, watcher),
                        report::write,
                        log.progress());
        screen.out()
                .println("Look:    m2m demo --keep leaves store, configuration, target and page for you to look at");
        return code;
    }

    private int keep(Demo.Stage stage) throws InterruptedException {
        ConfigChoice config = new ConfigChoice(stage.config(), Map.of());
        Path kafka = stage.config().resolveSibling("kafka");
        engine.serve(config, kafka, listen.on(), page -> {
            say("Page:    " + page);
            new Run(screen, MIGRATE, "--coordinator " + page)
                    .carryOut(
                            watcher -> finder.at(page).run(MIGRATE, Optional.empty(), Optional.empty(), watcher),
                            report::write,
                            log.progress());
            lookAround(stage, page);
            say("The target and the page stay up until Ctrl-C.");
        });
        return ExitCode.DONE;
    }

    private void lookAround(Demo.Stage stage, String page) {
        PrintWriter out = screen.out();
        out.println("Page:    " + page);
        out.println("Source:  " + stage.source());
        out.println("Config:  " + stage.config());
        out.println("Target:  " + stage.target() + ", for any Milvus client, for example:");
        out.println("         python -c 'from pymilvus import *; connections.connect(uri=\"" + stage.target()
                + "\"); print(utility.list_collections())'");
        out.flush();
    }
}
