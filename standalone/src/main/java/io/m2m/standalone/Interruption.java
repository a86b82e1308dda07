package io.m2m.standalone;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An orderly end on SIGINT and SIGTERM: the working thread is interrupted, closes what it opened, and only then does the JVM
 * end, with 130 or 143 as it does by itself.
 */
final class Interruption {
    /** Longer than broker, services and a demo target need to close; a process that hangs is worse than an untidy one. */
    private static final int PATIENCE_SECONDS = 40;

    private final Thread worker;
    private final PrintStream err;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;

    Interruption(Thread worker, PrintStream err) {
        this.worker = worker;
        this.err = err;
    }

    void arm() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "m2m-stop"));
    }

    /** To be called when the worker has closed everything, before {@link System#exit}. */
    void finished() {
        finished.countDown();
    }

    boolean requested() {
        return requested;
    }

    void stop() {
        if (finished.getCount() == 0) {
            return;
        }
        requested = true;
        err.println("m2m: interrupted, closing; running the same command again continues");
        worker.interrupt();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                err.println("m2m: not closed after " + PATIENCE_SECONDS + " s, ending anyway");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
