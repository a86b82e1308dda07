package io.m2m.standalone.progress;

import io.m2m.common.message.StatusMessage.PhaseProgress;

/** What the numbers of a phase say. */
final class Phases {
    private Phases() {}

    static boolean complete(PhaseProgress phase) {
        return phase.totalTasks() > 0 && phase.doneTasks() >= phase.totalTasks();
    }

    /** By rows while tasks are open, so that 100 means that no task is left. */
    static long percent(PhaseProgress phase) {
        if (complete(phase)) {
            return 100;
        }
        return phase.totalRows() == 0 ? 0 : Math.min(99, phase.rows() * 100 / phase.totalRows());
    }
}
