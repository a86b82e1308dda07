package io.m2m.loader.load;

/**
 * How far a collection is loaded.
 *
 * @param wanted whether it is loaded or loading
 * @param percent loaded of what it held when loading began
 * @param refreshPercent of the last refresh
 */
public record LoadProgress(boolean wanted, int percent, int refreshPercent) {
    /** Not loaded, and not about to be. */
    public static final LoadProgress NONE = new LoadProgress(false, 0, 0);

    private static final int WHOLE = 100;

    boolean loaded() {
        return wanted && percent >= WHOLE;
    }

    /** Of a collection that was never refreshed 2.2 tells 0, and later versions tell 100. */
    boolean refreshed() {
        return loaded() && refreshPercent >= WHOLE;
    }
}
