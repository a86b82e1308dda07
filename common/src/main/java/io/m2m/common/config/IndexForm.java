package io.m2m.common.config;

import io.m2m.common.config.Value.Pairs;
import io.m2m.common.config.Value.Scalar;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code target.milvus2x.index}. Types are taken by their shape, not from a list: which ones there are is for the server to
 * know.
 */
final class IndexForm implements Form<IndexChoice> {
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final Set<String> PARTS = Set.of("type", "params");

    @Override
    public @Nullable IndexChoice read(Value value) {
        return switch (value) {
            case Scalar scalar -> ofName(scalar.text().strip());
            case Pairs pairs -> ofParts(pairs.values());
            case Value.Items items -> null;
        };
    }

    @Override
    public String allowed() {
        return "source, none, the name of an index type, or a mapping of type and params";
    }

    @Override
    public Value ofText(String text) {
        return CollectionForms.looksLikeFlow(text) ? YamlText.parse(text) : new Scalar(text);
    }

    private static @Nullable IndexChoice ofName(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "source" -> new IndexChoice.FromSource();
            case "none" -> new IndexChoice.BruteForce();
            default -> named(name, Map.of());
        };
    }

    private static @Nullable IndexChoice ofParts(Map<String, Value> parts) {
        Map<String, String> params =
                parts.containsKey("params") && !parts.get("params").empty()
                        ? CollectionForms.map(parts.get("params"), Function.identity())
                        : Map.of();
        return parts.get("type") instanceof Scalar type && params != null && PARTS.containsAll(parts.keySet())
                ? named(type.text().strip(), params)
                : null;
    }

    private static @Nullable IndexChoice named(String type, Map<String, String> params) {
        String upper = type.toUpperCase(Locale.ROOT);
        return TYPE.matcher(upper).matches() ? new IndexChoice.Named(upper, params) : null;
    }
}
