package io.m2m.system;

import io.m2m.system.CrashScenario.Program;
import io.m2m.system.halt.CrashPoint;
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
 * @param halts whether it ends at the first point that it comes by
 * @param journal which of the points it came by, in order
 */
record Halting(boolean halts, Path journal, Map<String, String> environment) {
    /** Written once in this JVM. */
    private static final class Agent {
        static final Path JAR = HaltAgentJar.write(Places.fresh("agent").resolve("halt-agent.jar"));
    }

    /** Goes on, whatever it comes by. */
    static Halting recording(Path folder, Collection<CrashPoint> points) {
        return of(false, folder, points);
    }

    /** Ends at the first of the points that it comes to. */
    static Halting at(Path folder, CrashPoint point) {
        return of(true, folder, List.of(point));
    }

    private static Halting of(boolean halts, Path folder, Collection<CrashPoint> points) {
        try {
            Path journal = Files.createTempFile(folder, "passed-", ".txt");
            List<String> lines = new ArrayList<>(List.of(halts ? "halt" : "record", journal.toString()));
            points.forEach(point -> lines.add(point.text()));
            Path orders = Files.write(folder.resolve("halt.txt"), lines);
            return new Halting(halts, journal, Map.of("M2M_JAVA_OPTS", "-javaagent:" + Agent.JAR + "=" + orders));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Program program() {
        return new Program(environment, () -> halts && !passed().isEmpty());
    }

    Set<CrashPoint> passed() {
        Set<CrashPoint> passed = new LinkedHashSet<>();
        try {
            Files.readAllLines(journal).forEach(line -> passed.add(CrashPoint.parse(line)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return passed;
    }
}
