package io.m2m.common.staging;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An object was read and is no document of the kind that was asked for: somebody else's, or damaged. */
public final class UnreadableDocumentException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreadableDocumentException(String message, @Nullable Exception cause) {
        super(message, cause);
    }
}
