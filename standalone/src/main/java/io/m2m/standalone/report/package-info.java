/**
 * The brief text printed at the end of a command, made from the report of the run. Reading its JSON belongs to {@code
 * report.json}; who fills the report is elsewhere.
 */
@NullMarked
package io.m2m.standalone.report;

import org.jspecify.annotations.NullMarked;
