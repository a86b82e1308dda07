package io.m2m.standalone.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One damaged input and what the program must make of it: a row of {@code corruptions.txt}.
 *
 * @param name what is wrong, unique
 * @param damage steps that {@link DamagedStore} does one after another
 * @param command of the program
 * @param code exit code by contract
 * @param rows rows that are planned all the same, deleted ones included; -1 when there is no plan
 * @param sentences parts that one line must hold all of
 */
record Corruption(String name, List<String> damage, String command, int code, long rows, List<String> sentences) {
    private static final int COLUMNS = 6;

    static Stream<Corruption> all() {
        try (InputStream table =
                Objects.requireNonNull(Corruption.class.getResourceAsStream("corruptions.txt"), "corruptions.txt")) {
            String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Corruption::of);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Corruption of(String line) {
        List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
        if (cells.size() != COLUMNS) {
            throw new IllegalArgumentException(cells.size() + " columns instead of " + COLUMNS + ": " + line);
        }
        return new Corruption(
                cells.get(0),
                List.of(cells.get(1).split("\\s*;;\\s*")),
                cells.get(2),
                Integer.parseInt(cells.get(3)),
                cells.get(4).equals("-") ? -1 : Long.parseLong(cells.get(4)),
                List.of(cells.get(5).split("\\s*&&\\s*")));
    }

    @Override
    public String toString() {
        return name;
    }
}
