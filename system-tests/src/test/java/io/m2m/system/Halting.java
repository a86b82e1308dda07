package io.m2m.system;

import io.m2m.system.CrashScenario.Program;
import io.m2m.system.halt.HaltAgent;
import io.m2m.system.halt.HaltAgentJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The program with {@link HaltAgent} riding along.
 *
 * @param halts whether it ends at the first of them
 * @param journal which of the steps it took, in order
 */
record Halting(boolean halts, Path journal, Map<String, String> environment) {
    /** Written once in this JVM. */
    private static final class Agent {
        static final Path JAR = HaltAgentJar.write(Places.fresh("agent").resolve("halt-agent.jar"));
    }

    /** Goes on, whatever it comes by. */
    static Halting recording(Path folder, Collection<String> steps) {
        return of(false, folder, steps);
    }

    /** Ends when the step is done. */
    static Halting at(Path folder, String step) {
        return of(true, folder, List.of(step));
    }

    private static Halting of(boolean halts, Path folder, Collection<String> steps) {
        try {
            Path journal = Files.createTempFile(folder, "passed-", ".txt");
            List<String> lines = new ArrayList<>(List.of(halts ? "halt" : "record", journal.toString()));
            lines.addAll(steps);
            Path orders = Files.write(folder.resolve("halt.txt"), lines);
            return new Halting(halts, journal, Map.of("M2M_JAVA_OPTS", "-javaagent:" + Agent.JAR + "=" + orders));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Program program() {
        return new Program(environment, () -> halts && !passed().isEmpty());
    }

    Set<String> passed() {
        try {
            return new LinkedHashSet<>(Files.readAllLines(journal));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
