package io.m2m.coordinator.migration;

/** States of one collection, in the order it passes them; a run that does less skips some. */
public enum CollectionState {
    PLANNED,
    DUMPING,
    LOADING,
    INDEXING,
    VERIFYING,
    FINISHED;

    boolean mayBecome(CollectionState next) {
        return next.compareTo(this) > 0;
    }
}
