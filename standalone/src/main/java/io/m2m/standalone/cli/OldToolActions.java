package io.m2m.standalone.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands of milvus-migration that have another name here, for those who type them by habit. */
final class OldToolActions {
    private OldToolActions() {}

    @Command(name = "version", hidden = true, description = "Shows version and commit, as --version does.")
    static final class ShowVersion implements Callable<Integer> {
        private final Screen screen;

        ShowVersion(Screen screen) {
            this.screen = screen;
        }

        @Override
        public Integer call() {
            screen.out().println(String.join("\n", new Version().getVersion()));
            return ExitCode.DONE;
        }
    }

    /** Refused: its API is another one, and what it serves is told by requests instead of a configuration. */
    @Command(name = "server", hidden = true, description = "Says what serves here.")
    static final class Server implements Runnable {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(names = {"-p", "--port"})
        private String port = "8080";

        @Option(names = {"-c", "--config"})
        private @Nullable String config;

        @Override
        public void run() {
            throw new ParameterException(
                    spec.commandLine().getParent(),
                    "server of milvus-migration has another API than m2m; m2m serve"
                            + (config == null ? "" : " --config " + config) + " --listen " + port
                            + " serves its own, which docs/api.md describes");
        }
    }
}
