package io.m2m.common.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of work that move rows, as people are told of them. */
public enum Phase {
    DUMP(Step.DUMP),
    LOAD(Step.IMPORT),
    VERIFY(Step.COMPARE);

    private final Step step;

    Phase(Step step) {
        this.step = step;
    }

    /** Empty for a step that moves no rows. */
    public static Optional<Phase> of(Step step) {
        return Arrays.stream(values()).filter(phase -> phase.step == step).findFirst();
    }

    /** The step whose tasks move its rows. */
    public Step step() {
        return step;
    }

    /** Its name in summaries and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
