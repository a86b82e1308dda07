package io.m2m.system;

import static org.awaitility.Awaitility.await;

import io.m2m.standalone.broker.BrokerSettings;
import io.m2m.standalone.broker.KafkaNode;
import io.m2m.system.Commands.Running;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** A Kafka broker that may be killed and started again where it was. */
final class BrokerProcess implements AutoCloseable {
    private static final String CLUSTER = "m2m-system-tests-00000";

    private final Path folder;
    private final List<String> command;
    private final String address;
    private Running running;

    private BrokerProcess(Path folder, int port, int controllerPort, int shownPort) {
        this.folder = folder;
        this.address = "127.0.0.1:" + shownPort;
        this.command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                folder.resolve("data").toString(),
                String.valueOf(port),
                String.valueOf(controllerPort),
                address);
    }

    static BrokerProcess start(Path folder) throws IOException {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket other = new ServerSocket(0)) {
            int port = one.getLocalPort();
            BrokerProcess broker = new BrokerProcess(folder, port, other.getLocalPort(), port);
            one.close();
            other.close();
            broker.start();
            return broker;
        }
    }

    /**
     * One that is not started yet, and sends its clients to another port.
     *
     * @param port its own
     * @param shownPort leads to it
     */
    static BrokerProcess behind(Path folder, int port, int shownPort) {
        return new BrokerProcess(folder, port, FaultProxy.freePort(), shownPort);
    }

    String bootstrapServers() {
        return address;
    }

    /** Returns when it answers. */
    void start() {
        running = Commands.start(folder, Map.of(), command);
        await().atMost(Duration.ofMinutes(2))
                .failFast(
                        "the broker has ended: " + running.err(),
                        () -> !running.process().isAlive())
                .until(this::answers);
    }

    private boolean answers() throws InterruptedException {
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", address, "default.api.timeout.ms", "2000", "request.timeout.ms", "1000"))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException notYet) {
            return false;
        }
    }

    void kill() {
        running.kill();
    }

    @Override
    public void close() {
        kill();
    }

    /** The program of the process. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        int controllerPort = Integer.parseInt(arguments[2]);
        Map<String, String> settings = new HashMap<>(BrokerSettings.of(Path.of(arguments[0]), port, controllerPort));
        settings.put("advertised.listeners", BrokerSettings.BROKER + "://" + arguments[3]);
        KafkaNode.of(
                        settings,
                        CLUSTER,
                        Map.of(BrokerSettings.BROKER, bound(port), BrokerSettings.CONTROLLER, bound(controllerPort)))
                .start();
        new CountDownLatch(1).await();
    }

    private static ServerSocketChannel bound(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress("127.0.0.1", port));
        channel.configureBlocking(false);
        return channel;
    }
}
