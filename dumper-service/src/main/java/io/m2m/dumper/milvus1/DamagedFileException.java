package io.m2m.dumper.milvus1;

import org.jspecify.annotations.Nullable;

/** A file of a segment that cannot be trusted: its segment is quarantined, the others go on. */
public final class DamagedFileException extends Exception {
    private final String file;

    /**
     * @param file the file, relative to its data root
     * @param reason what is wrong with it, for people
     */
    public DamagedFileException(String file, String reason) {
        this(file, reason, null);
    }

    DamagedFileException(String file, String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.file = file;
    }

    public String file() {
        return file;
    }
}
