package io.m2m.coordinator.salvage;

/** A folder that holds no readable segment. The message completes a sentence that begins with the folder. */
final class UnfitFolderException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitFolderException(String reason) {
        super(reason);
    }
}
