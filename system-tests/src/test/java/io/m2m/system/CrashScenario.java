package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A way to use the program; between them the scenarios come by every step that has an effect. */
interface CrashScenario {
    /** The program was halted where it was to be. */
    final class Halted extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * The program, with the agent riding along or without it.
     *
     * @param halted whether the agent has ended it
     */
    record Program(Map<String, String> environment, BooleanSupplier halted) {
        static final Program ALONE = new Program(Map.of(), () -> false);

        Ended run(Path folder, String... arguments) throws Halted {
            Ended ended = M2m.start(folder, environment, List.of(arguments)).end();
            if (halted.getAsBoolean()) {
                throw new Halted();
            }
            return ended;
        }

        /** What is to be thrown when the program is not there any more. */
        void haltedOr(Exception cut) throws Halted {
            if (halted.getAsBoolean()) {
                throw new Halted();
            }
            throw new AssertionError(cut);
        }
    }

    default String name() {
        return getClass().getSimpleName();
    }

    /** A target and a staging as the first command finds them. */
    Migrating fresh(Path folder);

    /** All that a person does; after a halt it is done again from the start. */
    void use(Migrating migrating, Program program) throws Halted, IOException;

    /** Holds the target against the truth. */
    void judge(Migrating migrating);

    /** @param codes one of which a person expects */
    static void well(Ended ended, Integer... codes) {
        assertThat(ended.code()).as(ended.err() + ended.out()).isIn((Object[]) codes);
    }
}
