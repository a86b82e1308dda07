/** Reads the metadata tables from SQLite and MySQL. The only package that knows JDBC. */
@NullMarked
package io.m2m.coordinator.catalog.jdbc;

import org.jspecify.annotations.NullMarked;
