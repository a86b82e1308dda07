package io.m2m.common.config;

import io.m2m.common.config.Value.Scalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of values that are one scalar. */
final class Forms {
    /** Scheme, host or bracketed IPv6 address, port. No user: an address is printed, a password must not be. */
    private static final Pattern ADDRESS =
            Pattern.compile("(https?://)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+])(:[0-9]{1,5})?/?");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

    /** Fields that every collection has, and words by which no expression could speak of a field. */
    private static final Pattern RESERVED =
            Pattern.compile("RowID|Timestamp|(?i:and|or|not|in|like|exists|true|false)");

    private Forms() {}

    static Form<String> text() {
        return scalar("text", Function.identity());
    }

    static Form<String> address() {
        return scalar("host:port or an http(s) URL of host and port", text -> matching(ADDRESS, text));
    }

    /** A field name that Milvus 2.x takes. */
    static Form<String> name() {
        return scalar(
                "a letter or _ followed by letters, digits and _, and no word of Milvus such as Timestamp or not",
                text -> RESERVED.matcher(text).matches() ? null : matching(NAME, text));
    }

    static Form<Path> path() {
        return scalar("a path", Forms::toPath);
    }

    static Form<Boolean> flag() {
        return scalar("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> null;
        });
    }

    static Form<Integer> whole(int min, int max) {
        return scalar("a whole number from " + min + " to " + max, text -> {
            try {
                int number = Integer.parseInt(text);
                return min <= number && number <= max ? number : null;
            } catch (NumberFormatException notANumber) {
                return null;
            }
        });
    }

    static Form<Double> share() {
        return scalar("a number from 0 to 1", text -> {
            try {
                double number = Double.parseDouble(text);
                return 0 <= number && number <= 1 ? number : null;
            } catch (NumberFormatException notANumber) {
                return null;
            }
        });
    }

    /** @param unit bytes that a number without a unit counts */
    static Form<Long> size(long unit, String min, String max) {
        long least = Sizes.parse(min, 1).orElseThrow();
        long most = Sizes.parse(max, 1).orElseThrow();
        return scalar(
                "a size from " + min + " to " + max + ", such as 512 MiB",
                text -> Sizes.parse(text, unit)
                        .filter(bytes -> least <= bytes && bytes <= most)
                        .orElse(null));
    }

    static <E extends Enum<E>> Form<E> choice(Class<E> type) {
        return choice(type, Map.of());
    }

    /** @param otherNames further names of values, for files of other tools */
    static <E extends Enum<E>> Form<E> choice(Class<E> type, Map<String, E> otherNames) {
        List<String> texts =
                Arrays.stream(type.getEnumConstants()).map(Forms::text).toList();
        String allowed = texts.size() == 1 ? texts.getFirst() : "one of " + String.join(", ", texts);
        return scalar(allowed, text -> {
            String sought = text.toLowerCase(Locale.ROOT);
            int place = texts.indexOf(sought);
            return place >= 0 ? type.getEnumConstants()[place] : otherNames.get(sought);
        });
    }

    /** How a value of an enum is written. */
    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Form<Secret> secret() {
        return new Form<>() {
            @Override
            public @Nullable Secret read(Value value) {
                return value instanceof Scalar scalar ? Secret.of(scalar.text()) : null;
            }

            @Override
            public String allowed() {
                return "text, or file: and the path of a file that holds it";
            }

            @Override
            public boolean secret() {
                return true;
            }
        };
    }

    static @Nullable Path toPath(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException noPath) {
            return null;
        }
    }

    private static @Nullable String matching(Pattern pattern, String text) {
        return pattern.matcher(text).matches() ? text : null;
    }

    private static <T> Form<T> scalar(String allowed, Function<String, @Nullable T> reading) {
        return new Form<>() {
            @Override
            public @Nullable T read(Value value) {
                return value instanceof Scalar scalar
                        ? reading.apply(scalar.text().strip())
                        : null;
            }

            @Override
            public String allowed() {
                return allowed;
            }
        };
    }
}
