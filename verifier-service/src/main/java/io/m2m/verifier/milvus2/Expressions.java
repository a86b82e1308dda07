package io.m2m.verifier.milvus2;

import io.m2m.verifier.verify.IdSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sets of ids as Milvus expressions. The literal of the smallest id, -9223372036854775808, is refused by the server's parser,
 * so it is written as what lies below the second smallest; an empty expression is refused before 2.3.
 */
final class Expressions {
    private final String field;

    Expressions(String field) {
        this.field = field;
    }

    String of(IdSet ids) {
        return switch (ids) {
            case IdSet.Range range -> range(range.first(), range.last());
            case IdSet.Listed listed -> listed(listed.ids());
        };
    }

    private String range(long first, long last) {
        if (last == Long.MIN_VALUE) {
            return smallest();
        }
        String upper = field + " <= " + last;
        return first == Long.MIN_VALUE ? upper : field + " >= " + first + " and " + upper;
    }

    private String listed(List<Long> ids) {
        String plain = ids.stream()
                .filter(id -> id != Long.MIN_VALUE)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        List<String> parts = new ArrayList<>();
        if (!plain.isEmpty()) {
            parts.add(field + " in [" + plain + "]");
        }
        if (ids.contains(Long.MIN_VALUE)) {
            parts.add(smallest());
        }
        return String.join(" or ", parts);
    }

    private String smallest() {
        return field + " < " + (Long.MIN_VALUE + 1);
    }
}
