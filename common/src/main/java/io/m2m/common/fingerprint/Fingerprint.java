package io.m2m.common.fingerprint;

import java.util.HexFormat;

/**
 * A sum of row hashes modulo 2^128. It does not depend on order and adds up over segments.
 *
 * @param high upper 64 bits
 * @param low lower 64 bits
 */
public record Fingerprint(long high, long low) {
    public static final Fingerprint NONE = new Fingerprint(0, 0);

    public Fingerprint plus(Fingerprint other) {
        long sum = low + other.low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new Fingerprint(high + other.high + carry, sum);
    }

    public Fingerprint minus(Fingerprint other) {
        long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        return new Fingerprint(high - other.high - borrow, low - other.low);
    }

    /** 32 lower-case hex digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    /** @throws IllegalArgumentException unless the text is 32 hex digits */
    public static Fingerprint parse(String text) {
        if (text.length() != 32) {
            throw new IllegalArgumentException("a fingerprint has 32 hex digits, not \"" + text + "\"");
        }
        return new Fingerprint(HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
    }
}
