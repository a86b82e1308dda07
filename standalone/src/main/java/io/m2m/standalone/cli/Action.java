package io.m2m.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands have in common: help, log options, and a result that is an exit code. */
abstract class Action implements Callable<Integer> {
    protected final Screen screen;

    @Mixin
    protected LogOptions log = new LogOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    Action(Screen screen) {
        this.screen = screen;
    }

    @Override
    public final Integer call() throws Exception {
        log.apply(usualLevel());
        int code = act();
        screen.out().flush();
        return code;
    }

    abstract int act() throws Exception;

    /** What is logged when nothing is said about it. */
    String usualLevel() {
        return "WARN";
    }

    /** Something worth knowing that is not the result. */
    final void say(String line) {
        if (!log.quiet()) {
            screen.err().println(line);
            screen.err().flush();
        }
    }
}
