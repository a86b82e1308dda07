package io.m2m.standalone.cli;

import io.m2m.standalone.logging.OwnLogging;
import picocli.CommandLine.Option;

/** How much is said on standard error, and in which form; {@code logback.xml} reads the properties set here. */
final class LogOptions {
    /** The forms of a log line. */
    enum Format {
        text,
        json
    }

    @Option(names = "--quiet", description = "say nothing on standard error but errors")
    private boolean quiet;

    @Option(names = "--no-progress", description = "show no progress")
    private boolean noProgress;

    @Option(names = "--verbose", description = "log what happens; show the stack trace of an unexpected failure")
    private boolean verbose;

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            description = "form of log lines (default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private Format format = Format.text;

    boolean quiet() {
        return quiet;
    }

    boolean progress() {
        return !noProgress && !quiet;
    }

    boolean verbose() {
        return verbose;
    }

    /** Takes effect when the first logger is made, so it comes before any work. */
    void apply(String usualLevel) {
        System.setProperty("m2m.log.level", verbose ? "DEBUG" : quiet ? "ERROR" : usualLevel);
        System.setProperty("m2m.log.libraries", quiet ? "OFF" : verbose ? "WARN" : "ERROR");
        System.setProperty("m2m.log.refusals", verbose ? "WARN" : "OFF");
        if (format == Format.json) {
            OwnLogging.inJson();
        }
    }
}
