package io.m2m.common.model;

/** Text that came from a source, for people: a name in damaged metadata may break a line or command a terminal. */
public final class Printable {
    private Printable() {}

    /** The same text, its control characters written as a backslash, {@code u} and four hex digits. */
    public static String line(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder line = new StringBuilder();
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                line.append(String.format("\\u%04x", c));
            } else {
                line.append((char) c);
            }
        });
        return line.toString();
    }
}
