package io.m2m.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class InterruptionTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void endsOnlyAfterTheWorkerHasClosedWhatItOpened() throws InterruptedException {
        AtomicBoolean closed = new AtomicBoolean();
        AtomicReference<Interruption> interruption = new AtomicReference<>();
        Thread worker = Thread.ofPlatform().unstarted(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException told) {
                closed.set(interruption.get().requested());
            } finally {
                interruption.get().finished();
            }
        });
        interruption.set(new Interruption(worker, new PrintStream(err)));
        worker.start();

        interruption.get().stop();

        assertThat(closed).isTrue();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("running the same command again continues");
    }

    @Test
    void saysNothingAfterAnOrdinaryEnd() {
        Interruption interruption = new Interruption(Thread.currentThread(), new PrintStream(err));

        interruption.finished();
        interruption.stop();

        assertThat(err.size()).isZero();
        assertThat(Thread.interrupted()).isFalse();
    }
}
