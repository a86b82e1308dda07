package io.m2m.standalone.broker;

import io.m2m.common.model.Problem.Kind;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when Kafka meets a fault it cannot live with, a full disk for example: Kafka would halt the JVM on the spot;
 * instead the program gets the time to close what it opened, then ends with the exit code that says "the same command
 * continues".
 */
final class BrokerFault {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerFault.class);
    private static final int EXIT_CODE = Kind.UNREACHABLE.exitCode();
    /** Closing may need the very broker that failed, so it gets this long and no longer. */
    private static final int PATIENCE_MILLIS = 45_000;

    private static final AtomicBoolean ENDING = new AtomicBoolean();

    private BrokerFault() {}

    /** Takes the place of Kafka's own way to end the JVM, for the whole process. */
    static void takeOver() {
        Exit.setExitProcedure(BrokerFault::end);
        Exit.setHaltProcedure(BrokerFault::end);
    }

    /** Never returns normally: Kafka counts on its thread going no further. */
    private static void end(int status, @Nullable String message) {
        if (ENDING.compareAndSet(false, true)) {
            LOG.atError()
                    .addKeyValue("reason", message)
                    .log("The embedded Kafka broker failed and m2m ends; running the same command again continues");
            Thread.ofPlatform().name("m2m-broker-fault").start(() -> System.exit(EXIT_CODE));
            Thread.ofPlatform().daemon().name("m2m-broker-fault-limit").start(BrokerFault::haltAfterPatience);
        }
        throw new IllegalStateException("the embedded Kafka broker failed: " + message);
    }

    private static void haltAfterPatience() {
        try {
            Thread.sleep(PATIENCE_MILLIS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
