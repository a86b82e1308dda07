package io.m2m.common.config;

import io.m2m.common.config.Value.Items;
import io.m2m.common.config.Value.Pairs;
import io.m2m.common.config.Value.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The forms of values that are lists and mappings. */
final class CollectionForms {
    private CollectionForms() {}

    /** A list of names; outside of YAML, names with commas between them. */
    static Form<List<String>> names() {
        return new Form<>() {
            @Override
            public @Nullable List<String> read(Value value) {
                return list(value, Function.identity());
            }

            @Override
            public String allowed() {
                return "a list of names";
            }

            @Override
            public Value ofText(String text) {
                if (looksLikeFlow(text)) {
                    return YamlText.parse(text);
                }
                return new Items(Arrays.stream(text.split(","))
                        .map(name -> (Value) new Scalar(name.strip()))
                        .toList());
            }
        };
    }

    static Form<List<Path>> paths() {
        return new Form<>() {
            @Override
            public @Nullable List<Path> read(Value value) {
                return list(value, Forms::toPath);
            }

            @Override
            public String allowed() {
                return "a path or a list of paths";
            }

            @Override
            public Value ofText(String text) {
                return looksLikeFlow(text) ? YamlText.parse(text) : new Scalar(text);
            }
        };
    }

    static Form<Map<String, String>> pairs() {
        return mapping("a mapping of names to names", Function.identity());
    }

    static Form<Map<Path, Path>> moves() {
        return mapping("a mapping of paths to paths", Forms::toPath);
    }

    private static <T> Form<Map<T, T>> mapping(String allowed, Function<String, @Nullable T> reading) {
        return new Form<>() {
            @Override
            public @Nullable Map<T, T> read(Value value) {
                return map(value, reading);
            }

            @Override
            public String allowed() {
                return allowed;
            }

            @Override
            public Value ofText(String text) {
                return YamlText.parse(text);
            }
        };
    }

    /** One scalar counts as a list of one. */
    private static <T> @Nullable List<T> list(Value value, Function<String, @Nullable T> reading) {
        List<Value> values = value instanceof Items items ? items.values() : List.of(value);
        List<T> read = new ArrayList<>();
        for (Value each : values) {
            T item = item(each, reading);
            if (item == null) {
                return null;
            }
            read.add(item);
        }
        return read;
    }

    private static <T> @Nullable T item(Value value, Function<String, @Nullable T> reading) {
        return value instanceof Scalar scalar && !scalar.empty()
                ? reading.apply(scalar.text().strip())
                : null;
    }

    /** Every name with a scalar that is not empty; null for anything else. */
    static <T> @Nullable Map<T, T> map(Value value, Function<String, @Nullable T> reading) {
        if (!(value instanceof Pairs pairs)) {
            return null;
        }
        Map<T, T> read = new LinkedHashMap<>();
        for (Map.Entry<String, Value> pair : pairs.values().entrySet()) {
            T from = reading.apply(pair.getKey());
            T to = item(pair.getValue(), reading);
            if (from == null || to == null) {
                return null;
            }
            read.put(from, to);
        }
        return read;
    }

    static boolean looksLikeFlow(String text) {
        return text.startsWith("[") || text.startsWith("{");
    }
}
