package io.m2m.verifier.verify;

import io.m2m.common.fingerprint.Fingerprint;
import io.m2m.common.model.Manifest;

/**
 * What a set of rows adds up to.
 *
 * @param rows how many
 * @param ids sum over ids
 * @param whole sum over ids with their vectors; {@link Fingerprint#NONE} when vectors were not read
 */
record Sums(long rows, Fingerprint ids, Fingerprint whole) {
    static final Sums NONE = new Sums(0, Fingerprint.NONE, Fingerprint.NONE);

    static Sums of(Manifest manifest) {
        return new Sums(
                manifest.rows(),
                Fingerprint.parse(manifest.idFingerprint()),
                Fingerprint.parse(manifest.fingerprint()));
    }

    Sums plus(Sums other) {
        return new Sums(rows + other.rows, ids.plus(other.ids), whole.plus(other.whole));
    }

    Sums minus(Sums other) {
        return new Sums(rows - other.rows, ids.minus(other.ids), whole.minus(other.whole));
    }
}
