package io.m2m.standalone.cli;

import io.m2m.common.message.Level;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The four commands that run, each one a part of the first. */
final class RunActions {
    private RunActions() {}

    @Command(
            name = "migrate",
            aliases = "start",
            description = "Plans, dumps, loads and verifies. Running it again continues where it stopped.")
    static final class Migrate extends RunAction {
        @Option(names = "--clean", description = "clean staging after VERIFIED, as target.clean: true does")
        private boolean clean;

        Migrate(Screen screen, Engine engine, Coordinator.Finder finder) {
            super(screen, engine, finder, io.m2m.common.message.Command.MIGRATE);
        }

        @Override
        Map<String, String> assignments() {
            return clean ? Map.of("target.clean", "true") : Map.of();
        }
    }

    @Command(name = "dump", description = "Writes the source as .npy files and manifests to staging.")
    static final class Dump extends RunAction {
        Dump(Screen screen, Engine engine, Coordinator.Finder finder) {
            super(screen, engine, finder, io.m2m.common.message.Command.DUMP);
        }
    }

    @Command(
            name = "load",
            description = "Creates collections and partitions, imports staging, builds the indexes and checks counts.")
    static final class Load extends RunAction {
        Load(Screen screen, Engine engine, Coordinator.Finder finder) {
            super(screen, engine, finder, io.m2m.common.message.Command.LOAD);
        }
    }

    @Command(name = "verify", description = "Compares the target with the source.")
    static final class Verify extends RunAction {
        @Option(
                names = "--level",
                paramLabel = "L",
                converter = LevelName.class,
                description = "counts, ids, sample, full or search (default: verify.level of the configuration, full)")
        private @Nullable Level level;

        Verify(Screen screen, Engine engine, Coordinator.Finder finder) {
            super(screen, engine, finder, io.m2m.common.message.Command.VERIFY);
        }

        @Override
        Optional<Level> level() {
            return Optional.ofNullable(level);
        }
    }

    /** Levels are written in lower case. */
    static final class LevelName implements ITypeConverter<Level> {
        @Override
        public Level convert(String name) {
            for (Level level : Level.values()) {
                if (level.text().equals(name.toLowerCase(Locale.ROOT))) {
                    return level;
                }
            }
            throw new TypeConversionException("\"" + name + "\" is not one of counts, ids, sample, full, search");
        }
    }
}
