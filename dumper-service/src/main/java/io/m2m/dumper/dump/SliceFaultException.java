package io.m2m.dumper.dump;

import io.m2m.dumper.milvus1.DamagedFileException;

/** Writing met something wrong in a slice and cannot go on: the announced number of rows no longer holds. */
final class SliceFaultException extends Exception {
    private final Finding finding;
    private final DamagedFileException damage;

    SliceFaultException(Finding finding, DamagedFileException damage) {
        super(damage);
        this.finding = finding;
        this.damage = damage;
    }

    /** What was believed of the slice. */
    Finding finding() {
        return finding;
    }

    DamagedFileException damage() {
        return damage;
    }
}
