package io.m2m.coordinator.catalog;

/** {@code TableFiles.file_type}. */
enum FileType {
    NEW(0),
    RAW(1),
    TO_INDEX(2),
    /** A second view of a segment, never additional data. */
    INDEX(3),
    TO_DELETE(4),
    NEW_MERGE(5),
    NEW_INDEX(6),
    /** Raw data of an indexed segment. */
    BACKUP(7),
    UNKNOWN(-1);

    private final int code;

    FileType(int code) {
        this.code = code;
    }

    static FileType ofCode(int code) {
        for (FileType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return UNKNOWN;
    }

    boolean raw() {
        return this == RAW || this == TO_INDEX || this == BACKUP;
    }

    boolean live() {
        return raw() || this == INDEX;
    }
}
