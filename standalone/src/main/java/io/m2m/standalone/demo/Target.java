package io.m2m.standalone.demo;

import java.nio.file.Path;
import java.util.function.Consumer;

/** A running Milvus 2.x that belongs to its caller. */
public interface Target extends AutoCloseable {
    /** URL of its gRPC port. */
    String endpoint();

    /** Ends it; afterwards none of its processes is left. */
    @Override
    void close();

    /** Fetches, once, and starts it. */
    interface Starter {
        /**
         * @param data where it keeps its data
         * @param say told what is being done
         * @throws io.m2m.common.model.ProblemException when it cannot be fetched or started here
         */
        Target start(Path data, Consumer<String> say) throws InterruptedException;
    }
}
