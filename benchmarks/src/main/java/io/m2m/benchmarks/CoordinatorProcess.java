package io.m2m.benchmarks;

import io.m2m.common.json.Json;
import io.m2m.common.json.MessageCodec;
import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.MessageSerde;
import io.m2m.common.metrics.Meters;
import io.m2m.coordinator.kafka.CoordinatorStreams;
import io.m2m.coordinator.kafka.CoordinatorTopology;
import io.m2m.coordinator.migration.Migration;
import io.m2m.coordinator.migration.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A coordinator's decisions and memory in a process of their own, without its plans, reports and page. */
final class CoordinatorProcess implements AutoCloseable {
    private final Process process;

    private CoordinatorProcess(Process process) {
        this.process = process;
    }

    static CoordinatorProcess start(KafkaSettings settings, int importsUnderWay, String heap) throws IOException {
        return new CoordinatorProcess(new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-XX:NewRatio=8",
                        "-Xmx" + heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CoordinatorProcess.class.getName(),
                        settings.bootstrapServers(),
                        Integer.toString(settings.taskPartitions()),
                        Integer.toString(importsUnderWay))
                .inheritIO()
                .start());
    }

    /** The child: runs until it is killed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        KafkaSettings settings = CoordinatorAtScale.settings(arguments[0], Integer.parseInt(arguments[1]));
        int importsUnderWay = Integer.parseInt(arguments[2]);
        MessageSerde serde = new MessageSerde(new MessageCodec(Json.mapper()));
        new CoordinatorStreams(
                        CoordinatorTopology.of(
                                settings,
                                serde,
                                Json.mapper(),
                                Meters.none(),
                                tasks -> new Migration(Room.of(settings.taskPartitions(), importsUnderWay), tasks)),
                        new KafkaClients(settings, serde),
                        Files.createTempDirectory("m2m-benchmark-coordinator-"))
                .start();
        Thread.currentThread().join();
    }

    /** The most memory it ever held, in MiB, as the system counts it. */
    long peakMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** Ends it as {@code kill -9} does. */
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
