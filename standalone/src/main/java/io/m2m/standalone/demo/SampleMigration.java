package io.m2m.standalone.demo;

import io.m2m.standalone.cli.Demo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Sets up the demo in one private folder. */
public final class SampleMigration implements Demo {
    private final Target.Starter targets;

    SampleMigration(Target.Starter targets) {
        this.targets = targets;
    }

    /** With a target that is fetched once and kept in the user's cache. */
    public static Demo withMilvusFromPyPI() {
        return new SampleMigration(MilvusFromPyPI.inUserCache());
    }

    @Override
    public Stage open(Consumer<String> say) throws InterruptedException {
        ThrowAwayFolder folder = ThrowAwayFolder.create("m2m-demo-");
        Deque<AutoCloseable> opened = new ArrayDeque<>(List.of(folder));
        try {
            SampleStore store = SampleStore.unpack(folder.path().resolve("source"));
            say.accept("Source: a Milvus 1.1.1 store in " + store.folder());
            Target target = targets.start(folder.path().resolve("target"), say);
            opened.push(target);
            say.accept("Target: Milvus at " + target.endpoint());
            return new Open(folder, store, target, config(folder.path(), store, target));
        } catch (RuntimeException | InterruptedException failure) {
            close(opened, failure);
            throw failure;
        }
    }

    @Override
    public Stage rehearse() {
        ThrowAwayFolder folder = ThrowAwayFolder.create("m2m-warm-up-");
        try {
            SampleStore store = SampleStore.unpack(folder.path().resolve("source"));
            Target none = new NoTarget();
            return new Open(folder, store, none, config(folder.path(), store, none));
        } catch (RuntimeException failure) {
            folder.close();
            throw failure;
        }
    }

    /** An address where nothing is asked. */
    private record NoTarget() implements Target {
        @Override
        public String endpoint() {
            return "http://127.0.0.1:19530";
        }

        @Override
        public void close() {
            // Nothing was started.
        }
    }

    private static void close(Deque<AutoCloseable> opened, Exception failure) {
        for (AutoCloseable resource : opened) {
            try {
                resource.close();
            } catch (Exception second) {
                failure.addSuppressed(second);
            }
        }
    }

    private static Path config(Path folder, SampleStore store, Target target) {
        String yaml = """
                dumper:
                  worker:
                    workMode: milvus1x
                meta:
                  mode: sqlite
                  sqliteFile: '%s'
                source:
                  mode: local
                  local:
                    tablesDir: '%s'
                target:
                  mode: local
                  local:
                    outputDir: '%s'
                  milvus2x:
                    endpoint: '%s'
                """.formatted(
                        store.folder().resolve("meta.sqlite"),
                        store.folder().resolve("tables"),
                        folder.resolve("staging"),
                        target.endpoint());
        try {
            Files.createDirectory(folder.resolve("staging"));
            return Files.writeString(folder.resolve("migration.yaml"), yaml);
        } catch (IOException failure) {
            throw new UncheckedIOException("the demo could not be set up in " + folder, failure);
        }
    }

    private record Open(ThrowAwayFolder folder, SampleStore store, Target server, Path config) implements Stage {
        @Override
        public Path source() {
            return store.folder();
        }

        @Override
        public String target() {
            return server.endpoint();
        }

        @Override
        public void close() {
            try {
                server.close();
            } finally {
                folder.close();
            }
        }
    }
}
