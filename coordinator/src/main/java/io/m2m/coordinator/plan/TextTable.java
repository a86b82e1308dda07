package io.m2m.coordinator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows of text under a head, in columns: words to the left, numbers to the right. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final Set<String> numbers;

    /** @param numbers those of the head whose columns hold numbers */
    public TextTable(List<String> head, Set<String> numbers) {
        rows.add(head);
        this.numbers = numbers;
    }

    public void add(List<String> row) {
        rows.add(row);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(cell(row.get(column), column)).append(GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private String cell(String text, int column) {
        int width =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        String blanks = " ".repeat(width - text.length());
        return numbers.contains(rows.getFirst().get(column)) ? blanks + text : text + blanks;
    }
}
