package io.m2m.common.message;

/** The kinds of work of a migration, in the order in which a collection meets them. */
public enum Step {
    PLAN,
    CHECK_TARGET,
    FIND_REPEATED_IDS,
    DUMP,
    PREPARE,
    IMPORT,
    FINISH,
    INSPECT,
    COMPARE,
    SEARCH,
    CONCLUDE,
    REPORT,
    CLEAN
}
