package io.m2m.common.storage;

import java.io.IOException;
import java.io.OutputStream;

/** Writes one object. Closing without {@link #commit()} leaves nothing behind. */
public abstract class ObjectWriter extends OutputStream {
    /** Makes the object visible and durable; nothing may be written afterwards. */
    public abstract void commit() throws IOException;
}
