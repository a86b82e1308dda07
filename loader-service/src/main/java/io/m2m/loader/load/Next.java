package io.m2m.loader.load;

import java.time.Duration;

/** What is to be done next with an import. A failure for good is a {@link io.m2m.common.model.ProblemException}. */
sealed interface Next {
    /** Ask again after a while. @param away whether that is because the target did not answer */
    record Wait(Duration duration, boolean away) implements Next {
        Wait(Duration duration) {
            this(duration, false);
        }
    }

    /** The rows are on the target. */
    record Done(long rows) implements Next {}
}
