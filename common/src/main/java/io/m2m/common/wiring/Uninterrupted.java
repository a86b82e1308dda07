package io.m2m.common.wiring;

/** An interrupt that ended a run must not break the orderly end of what ran: it waits until then. */
public final class Uninterrupted {
    private Uninterrupted() {}

    public static void run(Runnable end) {
        boolean interrupted = Thread.interrupted();
        try {
            end.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
