package io.m2m.standalone.cli;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Sets up a migration that anybody can watch: a genuine 1.x store and a real Milvus 2.x on this machine. */
public interface Demo {
    /**
     * @param say told what is being done, one line at a time
     * @throws io.m2m.common.model.ProblemException when the target cannot be fetched or started here
     */
    Stage open(Consumer<String> say) throws InterruptedException;

    /** The same without a running target: enough for a dump. */
    Stage rehearse();

    /** What was set up; closing it stops the target and removes everything. */
    interface Stage extends AutoCloseable {
        Path config();

        /** The 1.x store. */
        Path source();

        /** Address of the target. */
        String target();

        @Override
        void close();
    }
}
