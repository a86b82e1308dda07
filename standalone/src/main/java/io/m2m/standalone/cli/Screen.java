package io.m2m.standalone.cli;

import io.m2m.standalone.progress.ProgressBars;
import io.m2m.standalone.progress.ProgressLines;
import io.m2m.standalone.progress.ProgressView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Where a command speaks.
 *
 * @param out results only
 * @param err everything else
 * @param terminal whether {@code err} is a terminal that can repaint lines
 */
public record Screen(PrintWriter out, PrintWriter err, boolean terminal, Clock clock) {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    /** The screen of this process. */
    public static Screen ofProcess() {
        PrintWriter out = new PrintWriter(System.out, true);
        PrintWriter err = new PrintWriter(System.err, true);
        return new Screen(out, err, errorIsTerminal(), Clock.systemUTC());
    }

    ProgressView progress() {
        return terminal ? new ProgressBars(clock) : new ProgressLines(err, clock);
    }

    /** {@link System#console()} speaks of standard input and output; where {@code /proc} tells more, it is asked. */
    private static boolean errorIsTerminal() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException withoutProc) {
            return System.console() != null;
        }
    }
}
