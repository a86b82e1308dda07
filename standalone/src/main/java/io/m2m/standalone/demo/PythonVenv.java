package io.m2m.standalone.demo;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Python packages in a folder of their own, installed once. A file written last says that they are complete: what an
 * interruption left is made anew.
 *
 * @param folder where; the name with {@code .lock} beside it is a lock file
 * @param packages requirements as {@code pip} takes them
 * @param finish Python code to run once after the packages, may be empty
 */
public record PythonVenv(Path folder, List<String> packages, String finish) {
    private static final String COMPLETE = "complete.txt";

    public PythonVenv {
        packages = List.copyOf(packages);
    }

    /**
     * @param say told what is being done, when there is something to do
     * @return the Python interpreter that sees the packages
     */
    public Path install(Consumer<String> say) throws InterruptedException {
        Path python = folder.resolve("bin").resolve("python");
        // The lock keeps other processes out, and fails when this one holds it already.
        synchronized (PythonVenv.class) {
            try {
                Files.createDirectories(
                        Objects.requireNonNull(folder.toAbsolutePath().getParent()));
                try (FileChannel channel = FileChannel.open(
                                folder.resolveSibling(folder.getFileName() + ".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    if (!complete()) {
                        say.accept("Fetching " + String.join(", ", packages)
                                + " from the Python package index, once, to " + folder);
                        make(python);
                    }
                }
            } catch (ClosedByInterruptException interrupted) {
                throw new InterruptedException();
            } catch (IOException failure) {
                throw new ProblemException(
                        Kind.CONFIGURATION,
                        "Python packages cannot be installed to " + folder + " (" + failure
                                + "); set XDG_CACHE_HOME to a folder that can be written",
                        failure);
            }
        }
        return python;
    }

    private String contents() {
        return String.join("\n", packages);
    }

    private boolean complete() throws IOException {
        Path mark = folder.resolve(COMPLETE);
        return Files.isRegularFile(mark) && Files.readString(mark).equals(contents());
    }

    private void make(Path python) throws IOException, InterruptedException {
        Path log = folder.resolveSibling(folder.getFileName() + ".log");
        if (run(log, List.of("python3", "-m", "venv", "--clear", folder.toString())) != 0) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "python3 cannot make a virtual environment (" + lastLine(log)
                            + "); install its venv module (on Debian and Ubuntu: apt install python3-venv)");
        }
        List<String> pip = new ArrayList<>(
                List.of(python.toString(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"));
        pip.addAll(packages);
        if (run(log, pip) != 0) {
            throw new ProblemException(
                    Kind.UNREACHABLE,
                    "pip could not install " + String.join(", ", packages) + " (" + lastLine(log)
                            + "); see that the Python package index, or PIP_INDEX_URL, can be reached from here and"
                            + " has them for this system");
        }
        if (run(log, List.of(python.toString(), "-c", finish)) != 0) {
            throw new ProblemException(
                    Kind.CONFIGURATION, "the Python packages in " + folder + " cannot be used (" + lastLine(log) + ")");
        }
        Files.writeString(folder.resolve(COMPLETE), contents());
    }

    private static int run(Path log, List<String> command) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException missing) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    command.get(0) + " could not be started (" + missing.getMessage()
                            + "); install Python 3.8 or newer with its venv module",
                    missing);
        }
        try {
            return process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Tools say at the end what went wrong. */
    static String lastLine(Path log) {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> !line.isBlank())
                    .reduce((first, last) -> last)
                    .orElse("it does not say why")
                    .strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
