package io.m2m.standalone.process;

import java.nio.file.Path;

/** A Kafka broker in this process. */
public interface Broker extends AutoCloseable {
    String bootstrapServers();

    @Override
    void close();

    /** Starts brokers. */
    interface Starter {
        /** A broker that forgets everything when it is closed. */
        Broker passing();

        /** @param folder where its data is, created when missing and kept when the broker is closed */
        Broker lasting(Path folder);
    }
}
