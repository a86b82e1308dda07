package io.m2m.verifier.verify;

import io.m2m.common.fingerprint.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Evidence of one range: what the target returned, added up; kept in staging.
 *
 * @param run the run that read it: the evidence of an older run says nothing
 * @param fingerprint over ids and vectors; absent when the level did not read vectors
 */
record ComparedRange(
        long run, long rows, String idFingerprint, @Nullable String fingerprint) {
    static ComparedRange of(long run, Sums sums, boolean vectors) {
        return new ComparedRange(
                run, sums.rows(), sums.ids().toString(), vectors ? sums.whole().toString() : null);
    }

    Sums sums() {
        return new Sums(
                rows,
                Fingerprint.parse(idFingerprint),
                fingerprint == null ? Fingerprint.NONE : Fingerprint.parse(fingerprint));
    }
}
