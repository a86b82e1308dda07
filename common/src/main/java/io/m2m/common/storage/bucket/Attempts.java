package io.m2m.common.storage.bucket;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Makes a call again that may go better the next time, for libraries whose own retries have no chance in their pauses or nobody
 * to tell of them.
 *
 * @param passing whether a failure may go by
 * @param jitter makes a pause unequal to those of others
 * @param retried told of every attempt after the first; safe for use by many threads
 */
public record Attempts(Predicate<Exception> passing, UnaryOperator<Duration> jitter, Runnable retried) {
    private static final int MOST = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** One try of a call. */
    public interface Call<T> {
        T make() throws IOException;
    }

    /** @throws InterruptedIOException when its thread is told to give up in a pause */
    public <T> T at(Call<T> call) throws IOException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return call.make();
            } catch (IOException | RuntimeException failure) {
                if (attempt == MOST || !passing.test(failure)) {
                    throw failure;
                }
            }
            pause(jitter.apply(pause));
            pause = pause.multipliedBy(3);
            retried.run();
        }
    }

    private static void pause(Duration time) throws InterruptedIOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before another attempt");
        }
    }
}
