package io.m2m.common.config;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code migration.yaml}. An assignment of the command line wins over the environment, which wins over the file, which
 * wins over the defaults of {@link Keys}.
 *
 * <p>Whatever is wrong is a {@link ProblemException} of kind {@code CONFIGURATION}.
 */
public final class ConfigLoader {
    private static final List<String> USUAL_PLACES = List.of("migration.yaml", "configs/migration.yaml");

    private final Map<String, String> environment;

    /** @param environment the process's variables: overrides and the values of placeholders */
    public ConfigLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * The file a command is to read.
     *
     * @param named what {@code --config} says; absent for the usual places
     * @param folder where the usual places are looked for
     */
    public static Path find(@Nullable Path named, Path folder) {
        if (named == null) {
            return USUAL_PLACES.stream()
                    .map(folder::resolve)
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> refused("there is neither migration.yaml nor configs/migration.yaml in "
                            + folder.toAbsolutePath() + "; name the configuration with --config"));
        }
        if (!Files.isRegularFile(named)) {
            throw refused("the configuration " + named + " named by --config does not exist or is no file");
        }
        return named;
    }

    /** @param assignments values by key, as {@code --set} gives them; {@code collections} takes names with commas between */
    public MigrationConfig load(Path file, Map<String, String> assignments) {
        ConfigFile read = ConfigFile.read(file);
        Map<Key<?>, Setting<?>> given = new LinkedHashMap<>(read.settings());
        Overrides.environment(environment, given);
        Overrides.commandLine(assignments, given);
        Expansion expansion = new Expansion(environment);
        given.replaceAll((key, setting) -> expansion.of(setting));

        Settings settings = new Settings(given, file.toString());
        // First of all: a file for another store is full of keys that mean nothing here.
        settings.get(Keys.WORK_MODE);
        Optional<UnknownKey> unknown = read.unknown().stream().findFirst();
        if (unknown.isPresent()) {
            throw unknown.get().refused();
        }
        given.values().forEach(Setting::read);
        MissingKeys.refuse(settings);
        return new ConfigReader(settings).read();
    }

    private static ProblemException refused(String sentence) {
        return new ProblemException(Problem.Kind.CONFIGURATION, sentence);
    }
}
