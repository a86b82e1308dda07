package io.m2m.common.config;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** The file as the keys it sets, each with its line, and the keys it names that there are not. */
final class ConfigFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final Map<Key<?>, Setting<?>> settings = new LinkedHashMap<>();
    private final List<UnknownKey> unknown = new ArrayList<>();

    private ConfigFile(Path file) {
        this.file = file;
    }

    /** @throws ProblemException when it cannot be read or is no YAML mapping */
    static ConfigFile read(Path path) {
        ConfigFile file = new ConfigFile(path);
        Node root = file.compose(file.text());
        if (root instanceof MappingNode mapping) {
            file.section("", mapping);
        } else if (root != null && !empty(root)) {
            throw file.refused("holds no mapping: it must consist of keys such as dumper, meta, source and target");
        }
        return file;
    }

    Map<Key<?>, Setting<?>> settings() {
        return settings;
    }

    List<UnknownKey> unknown() {
        return unknown;
    }

    private void section(String path, MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
            String child = (path.isEmpty() ? "" : path + ".") + YamlText.name(tuple);
            Node value = tuple.getValueNode();
            String where = where(tuple.getKeyNode());
            if (Keys.find(child).isPresent()) {
                set(Keys.find(child).get(), value, where);
            } else if (!Keys.isSection(child)) {
                unknown.add(new UnknownKey(child, where));
            } else if (value instanceof MappingNode inner) {
                section(child, inner);
            } else if (!empty(value)) {
                throw problem(where + ": " + child + " is a section: it must hold keys, not a value");
            }
        }
    }

    private static boolean empty(Node node) {
        try {
            return YamlText.value(node).empty();
        } catch (IllegalArgumentException odd) {
            return false;
        }
    }

    private <T> void set(Key<T> key, Node node, String where) {
        Value value;
        try {
            value = YamlText.value(node);
        } catch (IllegalArgumentException odd) {
            throw problem(where + ": " + key + " " + odd.getMessage());
        }
        Setting<?> earlier = settings.put(key, new Setting<>(key, value, where, false));
        if (earlier != null) {
            throw problem(where + ": " + key + " is set a second time, after " + earlier.where());
        }
    }

    private String text() {
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (NoSuchFileException absent) {
            throw refused("does not exist");
        } catch (CharacterCodingException notText) {
            throw refused("is no UTF-8 text");
        } catch (IOException unreadable) {
            throw refused("cannot be read: " + unreadable.getMessage());
        }
    }

    private @Nullable Node compose(String text) {
        try {
            return YamlText.compose(text);
        } catch (IllegalArgumentException noYaml) {
            throw refused(noYaml.getMessage());
        }
    }

    private String where(Node node) {
        return file + " line " + YamlText.line(node);
    }

    private ProblemException refused(String why) {
        return problem("the configuration " + file + " " + why);
    }

    private static ProblemException problem(String sentence) {
        return new ProblemException(Problem.Kind.CONFIGURATION, sentence);
    }
}
