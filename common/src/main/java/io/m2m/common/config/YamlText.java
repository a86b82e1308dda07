package io.m2m.common.config;

import io.m2m.common.config.Value.Items;
import io.m2m.common.config.Value.Pairs;
import io.m2m.common.config.Value.Scalar;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML as composed nodes: they know their lines, and their scalars are still as they were written. */
final class YamlText {
    /** Deeper than any value of a configuration; ends what refers to itself. */
    private static final int MAX_DEPTH = 8;
    /** More than any configuration holds; ends what grows by anchors. */
    private static final int MAX_VALUES = 100_000;

    private YamlText() {}

    /**
     * @return null for a document without content
     * @throws IllegalArgumentException when it is no YAML; the message quotes nothing, since any line may hold a secret
     */
    static @Nullable Node compose(String text) {
        try {
            return new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException unreadable) {
            throw new IllegalArgumentException(place(unreadable), unreadable);
        } catch (YAMLException unreadable) {
            throw new IllegalArgumentException(
                    "is no YAML text, or repeats itself by too many anchors; write it out as plain text", unreadable);
        }
    }

    /** One value written as YAML; what cannot be read comes back as the text it is, which no mapping or list is. */
    static Value parse(String text) {
        try {
            Node node = compose(text);
            return node == null ? new Scalar("") : value(node);
        } catch (IllegalArgumentException noYaml) {
            return new Scalar(text);
        }
    }

    static Value value(Node node) {
        return value(node, 0, new AtomicInteger(MAX_VALUES));
    }

    private static Value value(Node node, int depth, AtomicInteger left) {
        if (left.decrementAndGet() < 0) {
            throw new IllegalArgumentException(
                    "holds more than " + MAX_VALUES + " values; write it out without anchors");
        }
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("is nested more than " + MAX_DEPTH + " levels deep");
        }
        return switch (node) {
            case MappingNode mapping -> pairs(mapping.getValue(), depth, left);
            case SequenceNode sequence ->
                new Items(sequence.getValue().stream()
                        .map(item -> value(item, depth + 1, left))
                        .toList());
            case ScalarNode scalar -> new Scalar(scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue());
            default -> throw new IllegalArgumentException("is neither a scalar nor a list nor a mapping");
        };
    }

    private static Value pairs(List<NodeTuple> tuples, int depth, AtomicInteger left) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (NodeTuple tuple : tuples) {
            if (values.put(name(tuple), value(tuple.getValueNode(), depth + 1, left)) != null) {
                throw new IllegalArgumentException("names " + name(tuple) + " twice");
            }
        }
        return new Pairs(values);
    }

    /** The key of a pair; keys that are no scalars have no name a configuration knows. */
    static String name(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
    }

    /** Line of a node, counted from 1. */
    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static String place(MarkedYAMLException unreadable) {
        var mark = unreadable.getProblemMark();
        String context = unreadable.getContext() == null ? "" : " (" + unreadable.getContext() + ")";
        String place = mark == null ? "" : " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
        return "is no valid YAML" + place + context + "; check the indentation, and put text with special characters"
                + " in quotes";
    }
}
