package io.m2m.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Stores that a real Milvus 1.x wrote, with the truth of what it had been told. */
final class GenuineStore {
    /** What is in them: {@code genuine-1x/README.md}. */
    static final String[] NAMES = {"codec_100", "index_pair", "indexed", "mixed", "wal_clean_stop", "wal_killed"};

    private GenuineStore() {}

    static SourceStore unpack(String name, Path folder) {
        try (InputStream resource =
                        Objects.requireNonNull(GenuineStore.class.getResourceAsStream("/genuine-1x/" + name + ".zip"));
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    Files.copy(zip, file);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new SourceStore(folder);
    }
}
