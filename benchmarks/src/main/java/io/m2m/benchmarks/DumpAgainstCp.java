package io.m2m.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * CPU time of {@code m2m dump} from folder to folder, fingerprints and checksums included, against {@code cp} of the same
 * files. What a dump of an empty store costs is start-up and is taken off.
 *
 * <pre>
 * DumpAgainstCp [GiB of vectors] [maximum heap]      1 256m
 * </pre>
 */
public final class DumpAgainstCp {
    private DumpAgainstCp() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        double gib = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 1;
        String heap = arguments.length > 1 ? arguments[1] : "256m";
        try (Scratch scratch = Scratch.make()) {
            measure(scratch.folder(), gib, heap);
        }
    }

    private static void measure(Path folder, double gib, String heap)
            throws IOException, InterruptedException, SQLException {
        SyntheticStore empty = SyntheticStore.write(folder.resolve("empty"));
        SyntheticStore full = SyntheticStore.write(folder.resolve("full"), SyntheticStore.rowsOf(gib));
        dump(empty, folder.resolve("staging-warm-up"), heap);
        MeasuredCommand startUp = dump(empty, folder.resolve("staging-empty"), heap);
        MeasuredCommand dump = dump(full, folder.resolve("staging-full"), heap);
        MeasuredCommand copy = MeasuredCommand.run(
                List.of(),
                List.of(
                        "cp",
                        "-r",
                        full.folder().resolve("tables").toString(),
                        folder.resolve("copy").toString()));
        double dumpPerGib = (dump.cpuSeconds() - startUp.cpuSeconds()) / gib;
        double copyPerGib = copy.cpuSeconds() / gib;
        print("one segment of %.1f GiB, dimension %d, heap %s", gib, SyntheticStore.DIM, heap);
        print("start-up            %6.2f CPU s   %6.2f s", startUp.cpuSeconds(), startUp.wallSeconds());
        print("m2m dump            %6.2f CPU s   %6.2f s", dump.cpuSeconds(), dump.wallSeconds());
        print("cp                  %6.2f CPU s   %6.2f s", copy.cpuSeconds(), copy.wallSeconds());
        print(
                "dump above start-up %6.2f CPU s a GiB, %.1f times cp (%.2f)",
                dumpPerGib, dumpPerGib / copyPerGib, copyPerGib);
    }

    private static MeasuredCommand dump(SyntheticStore store, Path staging, String heap)
            throws IOException, InterruptedException {
        String launcher = Path.of(System.getProperty("m2m.launcher", "m2m"))
                .toAbsolutePath()
                .toString();
        return MeasuredCommand.run(
                List.of("M2M_JAVA_OPTS=-Xmx" + heap),
                List.of(
                        launcher,
                        "dump",
                        "--no-progress",
                        "--config",
                        store.configuration(staging).toString()));
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
