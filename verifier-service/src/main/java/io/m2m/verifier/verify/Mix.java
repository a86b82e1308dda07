package io.m2m.verifier.verify;

/** Spreads numbers over all 64 bits, the finalizer of SplitMix64. */
final class Mix {
    private Mix() {}

    static long of(long number) {
        long mixed = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
