package io.m2m.common.config;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What stands behind a key, before it is known whether it may. Scalars are kept as written: {@code 007} stays so. */
sealed interface Value {
    record Scalar(String text) implements Value {}

    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }
    }

    record Pairs(Map<String, Value> values) implements Value {}

    /** Nothing was written: {@code key:}, an empty text, an empty list. */
    default boolean empty() {
        return switch (this) {
            case Scalar scalar -> scalar.text.isBlank();
            case Items items -> items.values.isEmpty();
            case Pairs pairs -> pairs.values.isEmpty();
        };
    }

    /** The same with every scalar replaced. */
    default Value map(UnaryOperator<String> change) {
        return switch (this) {
            case Scalar scalar -> new Scalar(change.apply(scalar.text));
            case Items items ->
                new Items(items.values.stream().map(item -> item.map(change)).toList());
            case Pairs pairs -> {
                Map<String, Value> changed = new java.util.LinkedHashMap<>();
                pairs.values.forEach((name, value) -> changed.put(name, value.map(change)));
                yield new Pairs(changed);
            }
        };
    }

    /** For a sentence; never for a secret. */
    default String shown() {
        return switch (this) {
            case Scalar scalar -> '"' + scalar.text + '"';
            case Items items -> "a list";
            case Pairs pairs -> "a mapping";
        };
    }
}
