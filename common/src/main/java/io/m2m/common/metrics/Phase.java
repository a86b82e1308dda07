package io.m2m.common.metrics;

import io.m2m.common.message.DumpTask;
import io.m2m.common.message.LoadTask;
import io.m2m.common.message.PlanTask;
import io.m2m.common.message.TaskMessage;
import io.m2m.common.message.VerifyTask;
import java.util.Locale;
import java.util.Optional;

/** The kinds of work that move rows. */
enum Phase {
    DUMP,
    LOAD,
    VERIFY;

    /** Empty for a task that moves no rows. */
    static Optional<Phase> of(TaskMessage task) {
        return Optional.ofNullable(
                switch (task) {
                    case DumpTask.DumpSegments dump -> DUMP;
                    case LoadTask.ImportFiles load -> LOAD;
                    case VerifyTask.CompareRange compare -> VERIFY;
                    default -> null;
                });
    }

    /** Empty for a family whose tasks move no rows. */
    static Optional<Phase> of(Class<? extends TaskMessage> family) {
        if (family == PlanTask.class) {
            return Optional.empty();
        }
        return Optional.of(family == DumpTask.class ? DUMP : family == LoadTask.class ? LOAD : VERIFY);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
