package io.m2m.common.message;

/**
 * Names one attempt at one piece of work.
 *
 * @param migration id of the migration
 * @param run start of the run in milliseconds since the epoch; events of an older run are ignored
 * @param step kind of work
 * @param name task id for DUMP and IMPORT, source collection for the steps of a collection,
 *     {@code <collection>#<range>} for COMPARE, {@code <collection>#<block>} for SEARCH, {@code migration} for the steps of the whole
 * @param attempt from 1
 */
public record TaskRef(String migration, long run, Step step, String name, int attempt) {
    /** The name of the steps that concern the whole migration. */
    public static final String WHOLE = "migration";

    /** Identity of the work, the same for every attempt. */
    public String key() {
        return step + "/" + name;
    }
}
