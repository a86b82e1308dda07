package io.m2m.common.config;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that was given, read key by key; where nothing was given, the key's default. */
final class Settings {
    private final Map<Key<?>, Setting<?>> given;
    private final String file;

    /** @param file names the configuration in a sentence about what is missing */
    Settings(Map<Key<?>, Setting<?>> given, String file) {
        this.given = Map.copyOf(given);
        this.file = file;
    }

    <T> Optional<T> find(Key<T> key) {
        Setting<T> setting = setting(key);
        T value = setting == null ? null : setting.read();
        if (value == null && key.standard() != null) {
            value = key.form().read(key.form().ofText(key.standard()));
        }
        return Optional.ofNullable(value);
    }

    <T> @Nullable T orNull(Key<T> key) {
        return find(key).orElse(null);
    }

    /** The value of a key that has a default or was found to be there. */
    <T> T get(Key<T> key) {
        return find(key)
                .orElseThrow(() -> missing(key.path() + " (" + key.form().allowed() + ")"));
    }

    boolean lacks(Key<?> key) {
        return find(key).isEmpty();
    }

    /** A problem about a value that cannot stand beside another. */
    ProblemException refused(Key<?> key, String why) {
        Setting<?> setting = given.get(key);
        return setting == null ? problem(key + " " + why) : setting.refused(why);
    }

    ProblemException missing(String what) {
        return problem("the configuration " + file + " lacks " + what);
    }

    // The map holds a Setting<T> for every Key<T>: they are only ever put together.
    @SuppressWarnings("unchecked")
    private <T> @Nullable Setting<T> setting(Key<T> key) {
        return (Setting<T>) given.get(key);
    }

    private static ProblemException problem(String sentence) {
        return new ProblemException(Problem.Kind.CONFIGURATION, sentence);
    }
}
