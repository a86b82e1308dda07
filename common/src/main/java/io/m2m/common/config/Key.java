package io.m2m.common.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One key of {@code migration.yaml}.
 *
 * @param path as written in messages and documentation, dots between the parts
 * @param form what it may hold
 * @param standard what holds when nothing is written, as it would be written; absent when there is no such thing
 */
record Key<T>(String path, Form<T> form, @Nullable String standard) {
    /** The variable that overrides it: {@code M2M_TARGET_REMOTE_OUTPUTDIR} for {@code target.remote.outputDir}. */
    String variable() {
        return "M2M_" + path.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    @Override
    public String toString() {
        return path;
    }
}
