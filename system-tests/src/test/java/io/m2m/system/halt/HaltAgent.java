package io.m2m.system.halt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rides along in the program and writes down which steps it takes, each once, or ends it at the first of them as a
 * power cut would: nothing is closed, no hook runs.
 *
 * <p>Its argument is a file: {@code record} or {@code halt} on the first line, on the second the file to write to, then one
 * step a line.
 */
public final class HaltAgent {
    /** As after a {@code kill -9}. */
    public static final int EXIT_CODE = 137;

    private static final Set<String> ahead = ConcurrentHashMap.newKeySet();
    private static boolean halting;
    private static Path journal = Path.of("");

    private HaltAgent() {}

    public static void premain(String argument, Instrumentation instrumentation) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(argument));
        halting = lines.get(0).equals("halt");
        journal = Path.of(lines.get(1));
        ahead.addAll(lines.subList(2, lines.size()));
        Set<String> steps = Set.copyOf(ahead);
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> old, ProtectionDomain domain, byte[] type) {
                boolean ofTheProgram = name != null && name.startsWith("io/m2m/");
                return ofTheProgram ? CallSites.after(type, site -> steps.contains(site.name())) : null;
            }
        });
    }

    /** The program calls this after the calls that are watched. */
    public static void passed(String step) {
        if (!ahead.remove(step)) {
            return;
        }
        write(step);
        if (halting) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private static synchronized void write(String step) {
        try {
            Files.writeString(journal, step + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
