package io.m2m.common.config;

import org.jspecify.annotations.Nullable;

/**
 * What a key may hold.
 *
 * @param <T> what becomes of it
 */
interface Form<T> {
    /** @return null when the value is none of {@link #allowed()} */
    @Nullable
    T read(Value value);

    /** Completes "must be". */
    String allowed();

    /** How text from the environment or the command line is understood. */
    default Value ofText(String text) {
        return new Value.Scalar(text);
    }

    /** Nothing may print it, and {@code file:} names a file that holds it. */
    default boolean secret() {
        return false;
    }
}
