package io.m2m.common.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as people write them: {@code KB} is 1,000, {@code KiB} and {@code K} are 1,024. */
public final class Sizes {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,6})?)\\s*([A-Za-z]*)");
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("b", 1L),
            Map.entry("kb", 1_000L),
            Map.entry("mb", 1_000_000L),
            Map.entry("gb", 1_000_000_000L),
            Map.entry("tb", 1_000_000_000_000L),
            Map.entry("k", 1L << 10),
            Map.entry("kib", 1L << 10),
            Map.entry("m", 1L << 20),
            Map.entry("mib", 1L << 20),
            Map.entry("g", 1L << 30),
            Map.entry("gib", 1L << 30),
            Map.entry("t", 1L << 40),
            Map.entry("tib", 1L << 40));

    private Sizes() {}

    /**
     * @param plain bytes that a number without a unit counts
     * @return empty when it is no size, or more bytes than a long holds
     */
    public static Optional<Long> parse(String text, long plain) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return Optional.empty();
        }
        String unit = size.group(2).toLowerCase(Locale.ROOT);
        Long bytes = unit.isEmpty() ? Long.valueOf(plain) : UNITS.get(unit);
        if (bytes == null) {
            return Optional.empty();
        }
        BigDecimal exact = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(bytes));
        return exact.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(exact.setScale(0, RoundingMode.DOWN).longValueExact());
    }
}
