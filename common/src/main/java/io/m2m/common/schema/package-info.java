/**
 * What a 1.x collection becomes on 2.x: metric, index and its parameters, by server version. Pure and table-driven; nothing
 * here speaks to a server.
 */
@NullMarked
package io.m2m.common.schema;

import org.jspecify.annotations.NullMarked;
