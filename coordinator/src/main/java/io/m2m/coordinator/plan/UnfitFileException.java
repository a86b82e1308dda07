package io.m2m.coordinator.plan;

/** A file of a segment that is missing or does not agree with the others: its segment is quarantined. */
final class UnfitFileException extends Exception {
    private final String file;

    /** @param reason completes a sentence that begins with the file */
    UnfitFileException(String file, String reason) {
        super(reason);
        this.file = file;
    }

    String file() {
        return file;
    }
}
