package io.m2m.common.config;

import io.m2m.common.config.Value.Pairs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment and the command line put in the place of the file's values.
 *
 * <p>{@code --set} may also name a part of a mapping: {@code target.milvus2x.index.params.nlist=1024},
 * {@code target.milvus2x.rename.a.b=c}, {@code source.moved./var/lib/milvus=/mnt/copy}.
 */
final class Overrides {
    private Overrides() {}

    /** Sets every key whose variable is there and not empty: compositions pass unset variables on as empty ones. */
    static void environment(Map<String, String> environment, Map<Key<?>, Setting<?>> settings) {
        for (Key<?> key : Keys.all()) {
            String text = environment.get(key.variable());
            if (text != null && !text.isEmpty()) {
                settings.put(key, setting(key, text, "environment variable " + key.variable(), true));
            }
        }
    }

    static void commandLine(Map<String, String> assignments, Map<Key<?>, Setting<?>> settings) {
        assignments.forEach((path, text) -> {
            String where = "--set " + path;
            Key<?> key = Keys.find(path).orElse(null);
            if (key != null) {
                settings.put(key, setting(key, text, where, false));
                return;
            }
            Key<?> mapping = mappingAbove(path);
            if (mapping == null) {
                throw new UnknownKey(path, "--set").refused();
            }
            String part = path.substring(mapping.path().length() + 1);
            settings.put(mapping, part(mapping, settings.get(mapping), part, text, where));
        });
    }

    private static @Nullable Key<?> mappingAbove(String path) {
        for (Key<?> mapping : List.of(Keys.RENAME, Keys.INDEX, Keys.SOURCE_MOVED)) {
            if (path.regionMatches(
                    true, 0, mapping.path() + ".", 0, mapping.path().length() + 1)) {
                return mapping;
            }
        }
        return null;
    }

    private static <T> Setting<T> setting(Key<T> key, String text, String where, boolean literal) {
        return new Setting<>(
                key, text.isEmpty() ? new Value.Scalar("") : key.form().ofText(text), where, literal);
    }

    /** The mapping as it is so far with one part replaced. A name to rename may itself hold dots, an index's may not. */
    private static <T> Setting<T> part(
            Key<T> mapping, @Nullable Setting<?> sofar, String part, String text, String where) {
        Value whole = sofar == null ? new Pairs(Map.of()) : sofar.value();
        int dot = mapping.equals(Keys.INDEX) ? part.indexOf('.') : -1;
        Value changed = dot < 0
                ? with(whole, part, new Value.Scalar(text))
                : with(
                        whole,
                        part.substring(0, dot),
                        with(inside(whole, part.substring(0, dot)), part.substring(dot + 1), new Value.Scalar(text)));
        return new Setting<>(mapping, changed, where, false);
    }

    private static Value inside(Value whole, String part) {
        return whole instanceof Pairs pairs && pairs.values().get(part) instanceof Pairs inner
                ? inner
                : new Pairs(Map.of());
    }

    private static Value with(Value whole, String part, Value value) {
        Map<String, Value> values = new LinkedHashMap<>(whole instanceof Pairs pairs ? pairs.values() : Map.of());
        values.put(part, value);
        return new Pairs(values);
    }
}
