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
        return new Form<>() {
            @Override
            public @Nullable Map<String, String> read(Value value) {
                return texts(value);
            }

            @Override
            public String allowed() {
                return "a mapping of names to names";
            }

            @Override
            public Value ofText(String text) {
                return YamlText.parse(text);
            }
        };
    }

    static Form<Map<Path, Path>> moves() {
        return new Form<>() {
            @Override
            public @Nullable Map<Path, Path> read(Value value) {
                Map<Path, Path> moves = new LinkedHashMap<>();
                Map<String, String> texts = texts(value);
                if (texts == null) {
                    return null;
                }
                for (Map.Entry<String, String> text : texts.entrySet()) {
                    Path from = Forms.toPath(text.getKey());
                    Path to = Forms.toPath(text.getValue());
                    if (from == null || to == null) {
                        return null;
                    }
                    moves.put(from, to);
                }
                return moves;
            }

            @Override
            public String allowed() {
                return "a mapping of paths to paths";
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
            T item = each instanceof Scalar scalar && !scalar.empty()
                    ? reading.apply(scalar.text().strip())
                    : null;
            if (item == null) {
                return null;
            }
            read.add(item);
        }
        return read;
    }

    /** Names to scalars that are not empty; null for anything else. */
    static @Nullable Map<String, String> texts(Value value) {
        if (!(value instanceof Pairs pairs)) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, Value> pair : pairs.values().entrySet()) {
            if (!(pair.getValue() instanceof Scalar scalar) || scalar.empty()) {
                return null;
            }
            texts.put(pair.getKey(), scalar.text().strip());
        }
        return texts;
    }

    static boolean looksLikeFlow(String text) {
        return text.startsWith("[") || text.startsWith("{");
    }
}
