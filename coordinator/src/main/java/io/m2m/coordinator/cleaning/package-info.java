/** Removes what a migration left in staging, object by object and only its own. */
@NullMarked
package io.m2m.coordinator.cleaning;

import org.jspecify.annotations.NullMarked;
