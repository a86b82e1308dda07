/**
 * How messages and documents become JSON: the one mapper, the codec of the messages, the documents of staging.
 * What they say is decided elsewhere. The only package of this module that knows Jackson beside its users at other edges.
 */
@NullMarked
package io.m2m.common.json;

import org.jspecify.annotations.NullMarked;
