package io.m2m.standalone.cli;

import java.util.Locale;

/**
 * What was removed from staging.
 *
 * @param location of staging, for people
 */
public record CleanEnd(long objects, long bytes, String location) {
    private static final double MEGABYTE = 1e6;

    String text() {
        return String.format(Locale.ROOT, "Removed %,d objects, %.1f MB, from %s", objects, bytes / MEGABYTE, location);
    }
}
