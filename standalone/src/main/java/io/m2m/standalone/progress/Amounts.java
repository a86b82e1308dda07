package io.m2m.standalone.progress;

import java.util.Locale;

/** Amounts as people read them. */
final class Amounts {
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    private Amounts() {}

    /** @return for example {@code 61.4 MB}, in powers of 1000 */
    static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1000 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(
                Locale.ROOT, unit == 0 || amount == Math.rint(amount) ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
    }
}
