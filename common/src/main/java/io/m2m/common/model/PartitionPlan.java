package io.m2m.common.model;

/**
 * Where one partition goes.
 *
 * @param tag 1.x tag, {@code _default} for the collection's own rows
 * @param target partition on the target
 */
public record PartitionPlan(String tag, String target) {
    /** The partition every collection has, on both sides. */
    public static final String DEFAULT = "_default";
}
