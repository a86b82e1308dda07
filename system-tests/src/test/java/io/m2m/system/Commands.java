package io.m2m.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs other programs and keeps what they say, in files: a full pipe would stop them. */
final class Commands {
    private static final int PATIENCE_MINUTES = 10;

    /**
     * @param code exit code
     * @param out standard output
     * @param err standard error
     */
    record Ended(int code, String out, String err) {}

    /** A running program. */
    record Running(Process process, Path out, Path err) {
        /** Waits for its end; a program that does not end is killed, and the test fails. */
        Ended end() {
            return end(PATIENCE_MINUTES);
        }

        Ended end(int minutes) {
            try {
                if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                    kill();
                    throw new AssertionError("not ended after " + minutes + " min:\n" + Files.readString(err));
                }
                return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException stopped) {
                kill();
                throw new IllegalStateException(stopped);
            }
        }

        /** As {@code kill -9} does. */
        void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private Commands() {}

    /** @param folder where it runs; its output is kept there */
    static Running start(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile(folder, "run-", ".out.txt");
            Path err = Path.of(out.toString().replace(".out.txt", ".err.txt"));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            return new Running(builder.start(), out, err);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
