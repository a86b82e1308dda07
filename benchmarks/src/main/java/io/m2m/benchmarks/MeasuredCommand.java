package io.m2m.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command run to its end in a process of its own.
 *
 * @param cpuSeconds user and system time of the process and its children, as the shell's {@code times} tells it
 * @param wallSeconds from start to end
 */
record MeasuredCommand(double cpuSeconds, double wallSeconds) {
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");

    /** @throws IllegalStateException when the command fails */
    static MeasuredCommand run(List<String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path times = Files.createTempFile("times", "");
        Path output = Files.createTempFile("output", "");
        List<String> shell = new ArrayList<>(List.of("env"));
        shell.addAll(environment);
        shell.addAll(List.of("bash", "-c", "\"$@\"; code=$?; times >'" + times + "'; exit $code", "measured"));
        shell.addAll(command);
        try {
            long start = System.nanoTime();
            int code = new ProcessBuilder(shell)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            double wall = (System.nanoTime() - start) / 1e9;
            if (code != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + " ended with " + code + ":\n" + Files.readString(output));
            }
            return new MeasuredCommand(children(Files.readString(times)), wall);
        } finally {
            Files.delete(times);
            Files.delete(output);
        }
    }

    private static double children(String times) {
        Matcher matcher = TIMES.matcher(times.lines().skip(1).findFirst().orElseThrow());
        if (!matcher.find()) {
            throw new IllegalStateException("unreadable times: " + times);
        }
        return seconds(matcher, 1) + seconds(matcher, 3);
    }

    private static double seconds(Matcher matcher, int group) {
        return 60 * Integer.parseInt(matcher.group(group)) + Double.parseDouble(matcher.group(group + 1));
    }
}
