package io.m2m.standalone.demo;

import java.nio.file.Path;
import java.util.function.Consumer;

/** A running Milvus 2.x that belongs to the demo. */
interface Target extends AutoCloseable {
    /** URL of its gRPC port. */
    String endpoint();

    @Override
    void close();

    /** Fetches, once, and starts it. */
    interface Starter {
        /**
         * @param data where it keeps its data
         * @param say told what is being done
         */
        Target start(Path data, Consumer<String> say) throws InterruptedException;
    }
}
