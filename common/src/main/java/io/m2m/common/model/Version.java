package io.m2m.common.model;

import java.util.Objects;

/** The version of this program. */
public final class Version {
    /** As the jar's manifest says; classes that come from no jar have none. */
    public static final String CURRENT =
            Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "0.1.0");

    private Version() {}
}
