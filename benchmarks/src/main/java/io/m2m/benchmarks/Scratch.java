package io.m2m.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A temporary folder that goes with all it holds. */
record Scratch(Path folder) implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    static Scratch make() throws IOException {
        return new Scratch(Files.createTempDirectory("m2m-benchmark-"));
    }

    /** In memory where the system has a place for that, so that no disk is measured. */
    static Scratch inMemory() throws IOException {
        return Files.isWritable(MEMORY) ? new Scratch(Files.createTempDirectory(MEMORY, "m2m-benchmark-")) : make();
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }
}
