package io.m2m.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The data folder of a Milvus 1.1.1 server, as it wrote it: nine collections with float and binary vectors, four metrics, six
 * kinds of index, a partition, deleted rows; 31,607 live rows.
 *
 * @param folder with {@code meta.sqlite} and {@code tables}
 */
record SampleStore(Path folder) {
    private static final String RESOURCE = "store.zip";

    /** Unpacks the store into a folder. */
    static SampleStore unpack(Path folder) {
        try (InputStream resource = Objects.requireNonNull(SampleStore.class.getResourceAsStream(RESOURCE));
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(Objects.requireNonNull(target.getParent()));
                    Files.copy(zip, target);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the sample store could not be unpacked to " + folder, failure);
        }
        return new SampleStore(folder);
    }
}
