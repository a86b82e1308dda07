package io.m2m.coordinator.migration;

import java.util.EnumSet;
import java.util.Set;

/** States of a whole migration and their legal moves. */
public enum MigrationState {
    PLANNING,
    CHECKING,
    RUNNING,
    REPORTING,
    CLEANING,
    FINISHED;

    private static final java.util.Map<MigrationState, Set<MigrationState>> MOVES = java.util.Map.of(
            PLANNING, EnumSet.of(CHECKING, RUNNING, REPORTING, FINISHED),
            CHECKING, EnumSet.of(RUNNING, REPORTING, FINISHED),
            RUNNING, EnumSet.of(REPORTING, FINISHED),
            REPORTING, EnumSet.of(REPORTING, CLEANING, FINISHED),
            CLEANING, EnumSet.of(FINISHED),
            FINISHED, EnumSet.noneOf(MigrationState.class));

    boolean mayBecome(MigrationState next) {
        return MOVES.get(this).contains(next);
    }
}
