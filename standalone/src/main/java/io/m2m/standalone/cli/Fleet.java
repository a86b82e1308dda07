package io.m2m.standalone.cli;

import java.util.List;
import java.util.function.Consumer;

/** Services that run each in a process of its own. */
public interface Fleet {
    /**
     * Runs one until the program is told to stop.
     *
     * @param properties as {@code --key=value}
     * @param ready told where its probes are
     */
    void run(ServiceName service, List<String> properties, Consumer<String> ready) throws InterruptedException;
}
