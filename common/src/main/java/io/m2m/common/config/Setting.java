package io.m2m.common.config;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A value that was given for a key.
 *
 * @param where file and line, variable or option, for a sentence
 * @param literal taken as it is: what comes from the environment may hold {@code ${} and mean it
 */
record Setting<T>(Key<T> key, Value value, String where, boolean literal) {

    /** @return null when nothing stands behind the key */
    @Nullable
    T read() {
        if (value.empty()) {
            return null;
        }
        T read = key.form().read(value);
        if (read == null) {
            throw refused((quotable() ? "is " + value.shown() + ", but " : "") + "must be "
                    + key.form().allowed());
        }
        return read;
    }

    Setting<T> with(Value other) {
        return new Setting<>(key, other, where, literal);
    }

    /** A problem that names the key and where it stands. */
    ProblemException refused(String why) {
        return new ProblemException(Problem.Kind.CONFIGURATION, key + " (" + where + ") " + why);
    }

    /** Not a secret, nor an address that may hold one. */
    private boolean quotable() {
        return !key.form().secret()
                && !(value instanceof Value.Scalar scalar && scalar.text().contains("@"));
    }
}
