package io.m2m.coordinator.salvage;

import io.m2m.coordinator.catalog.Metadata;
import java.util.List;

/**
 * Metadata rebuilt from folders.
 *
 * @param table what was found, as text in columns
 * @param guesses a sentence each: what was guessed, from what, and how to correct it
 * @param leftOut a sentence each: folders that are no part of it, and why
 */
public record Salvaged(Metadata metadata, String table, List<String> guesses, List<String> leftOut) {
    public Salvaged {
        guesses = List.copyOf(guesses);
        leftOut = List.copyOf(leftOut);
    }

    /** For people: the table, what is left out, what was guessed. */
    public String text() {
        StringBuilder text = new StringBuilder(table);
        list(text, "Left out:", leftOut);
        list(text, "Guessed:", guesses);
        return text.toString();
    }

    private static void list(StringBuilder text, String head, List<String> sentences) {
        if (!sentences.isEmpty()) {
            text.append('\n').append(head).append('\n');
            sentences.forEach(each -> text.append("- ").append(each).append('\n'));
        }
    }
}
