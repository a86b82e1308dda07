package io.m2m.standalone.cli;

import io.m2m.standalone.cli.Coordinator.Detail;
import io.m2m.standalone.progress.ProgressView;
import io.m2m.standalone.progress.StatusText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Shows where a migration of a running coordinator stands.")
final class StatusAction extends Action {
    /** How the status is written. */
    enum Form {
        text,
        json
    }

    private final Coordinator.Finder finder;

    @Mixin
    private CoordinatorOptions options = new CoordinatorOptions();

    @Option(names = "--watch", description = "show progress until the run is over, then how it ended")
    private boolean watch;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "form of the answer (default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private Form form = Form.text;

    StatusAction(Screen screen, Coordinator.Finder finder) {
        super(screen);
        this.finder = finder;
    }

    @Override
    int act() throws InterruptedException {
        Coordinator coordinator = options.find(finder);
        String id = options.migration(coordinator);
        if (watch) {
            try (ProgressView view = log.progress() ? screen.progress() : ProgressView.none()) {
                coordinator.follow(id, view::show);
            }
        }
        if (form == Form.json) {
            screen.out().println(coordinator.json(id));
        } else {
            Detail detail = coordinator.migration(id);
            screen.out()
                    .print(StatusText.of(
                            detail.migration(),
                            detail.collections(),
                            screen.clock().instant()));
        }
        return ExitCode.DONE;
    }
}
