package io.m2m.standalone.process;

import io.m2m.standalone.cli.CleanEnd;
import io.m2m.standalone.cli.ConfigChoice;

/** Removes a migration's own objects from staging. */
public interface Cleaning {
    /** @param force also when the migration is not VERIFIED */
    CleanEnd clean(ConfigChoice choice, boolean force);
}
