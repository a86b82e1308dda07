package io.m2m.common.message;

import org.jspecify.annotations.Nullable;

/**
 * How much of a migration may be under way at a time.
 *
 * @param importsInFlight imports the target may have waiting or running; absent for as many as the loader's configuration says
 * @param stagingBytes bytes dumped or being dumped that are not imported yet; absent for no bound. A task larger than
 *     this goes alone
 * @param dumpBytesPerSecond bytes whose dump may begin per second, absent for no bound
 * @param loadBytesPerSecond bytes whose import may begin per second, absent for no bound
 */
public record Limits(
        @Nullable Integer importsInFlight,
        @Nullable Long stagingBytes,
        @Nullable Long dumpBytesPerSecond,
        @Nullable Long loadBytesPerSecond) {
    /** No bound but the configuration's. */
    public static final Limits NONE = new Limits(null, null, null, null);

    public Limits {
        positive("importsInFlight", importsInFlight);
        positive("stagingBytes", stagingBytes);
        positive("dumpBytesPerSecond", dumpBytesPerSecond);
        positive("loadBytesPerSecond", loadBytesPerSecond);
    }

    private static void positive(String name, @Nullable Number value) {
        if (value != null && value.longValue() < 1) {
            throw new IllegalArgumentException(
                    name + " must be 1 or more, not " + value + "; leave it out for no bound");
        }
    }
}
