/**
 * Where the configuration becomes objects that services share: which store stands behind which section.
 * No behaviour of its own beyond choosing.
 */
@NullMarked
package io.m2m.common.wiring;

import org.jspecify.annotations.NullMarked;
