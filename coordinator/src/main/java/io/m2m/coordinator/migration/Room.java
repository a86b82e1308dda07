package io.m2m.coordinator.migration;

/**
 * How much may be under way.
 *
 * @param lanes partitions of each work queue
 * @param laneBytes small tasks lie behind each other in a partition up to this much, so that no worker waits for the next one
 * @param imports imports that may wait or run on the target at a time, unless the operator says otherwise or one takes several tasks
 */
public record Room(int lanes, long laneBytes, int imports) {
    private static final long SMALL = 32 << 20;

    public static Room of(int lanes, int imports) {
        return new Room(lanes, SMALL, imports);
    }
}
