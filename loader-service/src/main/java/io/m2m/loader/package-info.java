/**
 * The loader: makes collections on Milvus 2.x, imports what lies in staging, builds the index and counts.
 * Here only the parts are joined; {@code load} decides, {@code milvus2} speaks to the server.
 */
@NullMarked
package io.m2m.loader;

import org.jspecify.annotations.NullMarked;
