package io.m2m.common.config;

import java.util.Objects;

/** Text that nothing prints: a key, a password, a token, an address with a password in it. */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    public static Secret of(String text) {
        return new Secret(Objects.requireNonNull(text));
    }

    /** The text itself, for the call that needs it and for nothing else. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
