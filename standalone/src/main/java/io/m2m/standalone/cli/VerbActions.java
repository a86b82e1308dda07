package io.m2m.standalone.cli;

import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.standalone.cli.Coordinator.Verb;
import io.m2m.standalone.progress.StatusText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What an operator may ask of a running coordinator, each answered with the status as it is then. */
final class VerbActions {
    private VerbActions() {}

    abstract static class VerbAction extends Action {
        private final Coordinator.Finder finder;
        private final Verb verb;

        @Mixin
        private CoordinatorOptions options = new CoordinatorOptions();

        VerbAction(Screen screen, Coordinator.Finder finder, Verb verb) {
            super(screen);
            this.finder = finder;
            this.verb = verb;
        }

        @Override
        final int act() throws InterruptedException {
            Coordinator coordinator = options.find(finder);
            MigrationStatus status = coordinator.ask(verb, options.migration(coordinator));
            screen.out().print(StatusText.of(status, List.of(), screen.clock().instant()));
            return ExitCode.DONE;
        }
    }

    @Command(name = "pause", description = "Sends no new work; what runs goes on to its end.")
    static final class Pause extends VerbAction {
        Pause(Screen screen, Coordinator.Finder finder) {
            super(screen, finder, Verb.PAUSE);
        }
    }

    @Command(name = "resume", description = "Goes on after a pause.")
    static final class Resume extends VerbAction {
        Resume(Screen screen, Coordinator.Finder finder) {
            super(screen, finder, Verb.RESUME);
        }
    }

    @Command(name = "cancel", description = "Ends the run; running the same command again continues.")
    static final class Cancel extends VerbAction {
        Cancel(Screen screen, Coordinator.Finder finder) {
            super(screen, finder, Verb.CANCEL);
        }
    }

    @Command(
            name = "retry",
            description = "Tries again what failed; after the end of a run, by a new run of the same command.")
    static final class Retry extends VerbAction {
        Retry(Screen screen, Coordinator.Finder finder) {
            super(screen, finder, Verb.RETRY);
        }
    }
}
