package io.m2m.standalone.broker;

import io.m2m.standalone.process.Broker;
import java.nio.file.Path;

/** Starts embedded brokers. */
public final class EmbeddedBrokers implements Broker.Starter {
    @Override
    public Broker passing() {
        return EmbeddedBroker.startTemporary();
    }

    @Override
    public Broker lasting(Path folder) {
        return EmbeddedBroker.start(folder);
    }
}
