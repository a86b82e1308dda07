package io.m2m.common.fingerprint;

/** Spreads numbers over all 64 bits, the finalizer of SplitMix64: every bit of the number decides about every bit of the result. */
public final class Mix {
    private Mix() {}

    public static long of(long number) {
        long mixed = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
