package io.m2m.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How long 1, 2, 4 and 8 dumpers take for the same 200 segments, a task each, whose sizes differ a hundredfold, against the
 * ideal: all bytes over the rate of all dumpers, or the largest segment over the rate of one. Each dumper is the service as it
 * runs alone, on a real broker, with a staging that is slowed down, so that neither cores nor disk are the limit.
 *
 * <pre>
 * Makespan [MiB in total] [MiB/s of a dumper] [picture]      1024 8 docs/makespan.png
 * </pre>
 */
public final class Makespan {
    private static final int SEGMENTS = 200;
    private static final double SKEW = 100;
    private static final List<Integer> DUMPERS = List.of(1, 2, 4, 8);
    private static final long MIB = 1 << 20;

    private Makespan() {}

    public static void main(String[] arguments) throws Exception {
        long bytes = MIB * (arguments.length > 0 ? Long.parseLong(arguments[0]) : 1024);
        long bytesPerSecond = MIB * (arguments.length > 1 ? Long.parseLong(arguments[1]) : 8);
        Path picture = Path.of(arguments.length > 2 ? arguments[2] : "docs/makespan.png");
        List<Measured> measured = new ArrayList<>();
        try (Scratch scratch = Scratch.inMemory()) {
            SyntheticStore store = store(scratch.folder().resolve("store"), bytes);
            print(
                    "%d segments, the largest %.0f times the smallest, %d MiB; each dumper writes %d MiB/s",
                    SEGMENTS, SKEW, bytes / MIB, bytesPerSecond / MIB);
            print("dumpers      ideal   measured   above ideal");
            for (int dumpers : DUMPERS) {
                Measured each =
                        DumpRun.measure(store, scratch.folder().resolve("run-" + dumpers), dumpers, bytesPerSecond);
                print("%7d %8.2f s %8.2f s %+12.1f%%", dumpers, each.ideal(), each.seconds(), 100 * each.above());
                measured.add(each);
            }
        }
        MakespanChart.write(picture, measured);
        System.exit(0);
    }

    private static SyntheticStore store(Path folder, long bytes) throws IOException, SQLException {
        double[] weights = IntStream.range(0, SEGMENTS)
                .mapToDouble(segment -> Math.pow(SKEW, segment / (SEGMENTS - 1.0)))
                .toArray();
        double sum = IntStream.range(0, SEGMENTS).mapToDouble(i -> weights[i]).sum();
        return SyntheticStore.write(
                folder,
                IntStream.range(0, SEGMENTS)
                        .mapToLong(i -> Math.round(bytes * weights[i] / sum / SyntheticStore.BYTES_PER_ROW))
                        .toArray());
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /**
     * @param ideal seconds that no order of the tasks can beat
     * @param seconds from the first task's start to the last task's event
     */
    record Measured(int dumpers, double ideal, double seconds) {
        double above() {
            return seconds / ideal - 1;
        }
    }
}
