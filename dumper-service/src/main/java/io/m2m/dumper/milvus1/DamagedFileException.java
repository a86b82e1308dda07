package io.m2m.dumper.milvus1;

import org.jspecify.annotations.Nullable;

/** A file of a segment that cannot be trusted: its segment is quarantined, the others go on. */
public final class DamagedFileException extends Exception {
    private final String file;

    /**
     * @param file the file, relative to its data root
     * @param reason what is wrong with it and what to do, for people
     */
    public DamagedFileException(String file, String reason) {
        this(file, reason, null);
    }

    private DamagedFileException(String file, String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.file = file;
    }

    /** A file that is not whole: only a copy of it helps. */
    public static DamagedFileException broken(String file, String reason, @Nullable Throwable cause) {
        return new DamagedFileException(file, reason + "; restore it from a copy of the store", cause);
    }

    public String file() {
        return file;
    }
}
