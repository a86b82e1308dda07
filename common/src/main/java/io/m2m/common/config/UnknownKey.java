package io.m2m.common.config;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A key that there is not.
 *
 * @param where file and line, or option
 */
record UnknownKey(String path, String where) {
    /** Edits up to which a key is taken for a misspelling rather than for a key in the wrong place. */
    private static final int MISSPELLING = 3;

    ProblemException refused() {
        return new ProblemException(
                Problem.Kind.CONFIGURATION, where + ": there is no key " + path + "; did you mean " + nearest() + "?");
    }

    String nearest() {
        String spelled = candidates().min(byDistance()).orElseThrow();
        Optional<String> elsewhere =
                candidates().filter(known -> last(known).equals(last(path))).min(byDistance());
        return distance(path, spelled) <= MISSPELLING ? spelled : elsewhere.orElse(spelled);
    }

    private Comparator<String> byDistance() {
        return Comparator.comparingInt(known -> distance(path, known));
    }

    private static Stream<String> candidates() {
        return Stream.concat(Keys.all().stream().map(Key::path), Keys.sections().stream());
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's distance, case aside: single characters put in, left out or exchanged. */
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] above = new int[b.length() + 1];
        java.util.Arrays.setAll(above, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchanged = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchanged, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
