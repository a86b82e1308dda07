package io.m2m.standalone.progress;

import io.m2m.common.message.StatusMessage;

/** Shows how far a run is. Called from one thread. */
public interface ProgressView extends AutoCloseable {
    void show(StatusMessage status);

    /** Leaves the terminal ready for the closing text. */
    @Override
    void close();

    /** Shows nothing, for {@code --no-progress} and {@code --quiet}. */
    static ProgressView none() {
        return new ProgressView() {
            @Override
            public void show(StatusMessage status) {}

            @Override
            public void close() {}
        };
    }
}
