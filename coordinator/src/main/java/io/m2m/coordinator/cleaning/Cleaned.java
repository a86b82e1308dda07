package io.m2m.coordinator.cleaning;

/** How much was removed. */
public record Cleaned(long objects, long bytes) {
    Cleaned plus(long moreBytes) {
        return new Cleaned(objects + 1, bytes + moreBytes);
    }
}
