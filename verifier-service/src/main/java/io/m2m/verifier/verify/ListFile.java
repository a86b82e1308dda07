package io.m2m.verifier.verify;

import io.m2m.common.staging.Documents;
import io.m2m.common.storage.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A file of staging that lists what was found, one a line. Where nothing is found there is no file. */
final class ListFile implements AutoCloseable {
    private final Documents documents;
    private final ObjectStore staging;
    private final String key;
    private Documents.@Nullable LineWriter lines;

    /** @param documents those of {@code staging} */
    ListFile(Documents documents, ObjectStore staging, String key) {
        this.documents = documents;
        this.staging = staging;
        this.key = key;
    }

    String key() {
        return key;
    }

    void add(Object line) {
        try {
            if (lines == null) {
                lines = documents.writeLines(key);
            }
            lines.write(line);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Makes the list visible; without a line, removes that of an earlier verification. */
    void finish() throws IOException {
        if (lines == null) {
            staging.delete(key);
        } else {
            lines.commit();
        }
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }
}
