package io.m2m.standalone.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Which configuration a command is to use.
 *
 * @param file the YAML file
 * @param assignments values by dotted key that win over the file and the environment
 */
public record ConfigChoice(Path file, Map<String, String> assignments) {
    public ConfigChoice {
        assignments = Map.copyOf(assignments);
    }

    ConfigChoice with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(assignments);
        all.putAll(more);
        return new ConfigChoice(file, all);
    }
}
