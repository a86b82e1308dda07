package io.m2m.standalone.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Which configuration a command is to use.
 *
 * @param file the YAML file
 * @param collections source names, empty for what the file says
 * @param overrides values by dotted key that win over the file and the environment
 */
public record ConfigChoice(Path file, List<String> collections, Map<String, String> overrides) {
    public ConfigChoice {
        collections = List.copyOf(collections);
        overrides = Map.copyOf(overrides);
    }
}
