package io.m2m.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Steps that the crash matrix leaves to others: {@code steps-elsewhere.txt} says which, and why. */
final class StepsElsewhere {
    private final List<String> names;

    private StepsElsewhere(List<String> names) {
        this.names = names;
    }

    static StepsElsewhere read() {
        try (InputStream rows =
                Objects.requireNonNull(StepsElsewhere.class.getResourceAsStream("/steps-elsewhere.txt"))) {
            return new StepsElsewhere(new String(rows.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(row -> !row.startsWith("#"))
                    .map(row -> row.split(" \\| ")[0])
                    .toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean name(String step) {
        return names.stream().anyMatch(name -> isFor(name, step));
    }

    /** Rows for which there is no step any more. */
    List<String> idle(List<String> steps) {
        return names.stream()
                .filter(name -> steps.stream().noneMatch(step -> isFor(name, step)))
                .toList();
    }

    private static boolean isFor(String name, String step) {
        return name.endsWith("*") ? step.startsWith(name.substring(0, name.length() - 1)) : step.equals(name);
    }
}
