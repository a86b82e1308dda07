package io.m2m.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "clean",
        description = "Removes this migration's own objects from staging once it is VERIFIED; the report stays.")
final class CleanAction extends Action {
    private final Engine engine;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Option(names = "--force", description = "also when the migration is not VERIFIED")
    private boolean force;

    CleanAction(Screen screen, Engine engine) {
        super(screen);
        this.engine = engine;
    }

    @Override
    int act() {
        CleanEnd end = engine.clean(options.configChoice(), force);
        screen.out().println(end.text());
        return ExitCode.DONE;
    }
}
