package io.m2m.common.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@code ${NAME}} and {@code ${NAME:default}} into values, and the content of a {@code file:} in the place of a secret.
 * {@code $${} stands for {@code ${} itself.
 */
final class Expansion {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");
    private static final String FILE = "file:";

    private final Map<String, String> environment;

    Expansion(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    <T> Setting<T> of(Setting<T> setting) {
        Setting<T> filled =
                setting.literal() ? setting : setting.with(setting.value().map(text -> placeholders(text, setting)));
        return setting.key().form().secret()
                ? filled.with(filled.value().map(text -> fileContent(text, setting)))
                : filled;
    }

    private String placeholders(String text, Setting<?> setting) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null ? "${" : variable(found.group(1), found.group(2), setting)));
    }

    private String variable(String name, @Nullable String standard, Setting<?> setting) {
        String value = environment.get(name);
        if (value == null && standard == null) {
            throw setting.refused("names the environment variable " + name + ", which is not set; set it, or write ${"
                    + name + ":default}");
        }
        return value == null ? standard : value;
    }

    private static String fileContent(String text, Setting<?> setting) {
        if (!text.startsWith(FILE)) {
            return text;
        }
        Path file = Forms.toPath(text.substring(FILE.length()));
        try {
            if (file != null) {
                return Files.readString(file).replaceAll("[\\r\\n]+$", "");
            }
        } catch (IOException unreadable) {
            // Said below, together with a path that is none.
        }
        throw setting.refused("names the file " + text.substring(FILE.length()) + ", which cannot be read");
    }
}
