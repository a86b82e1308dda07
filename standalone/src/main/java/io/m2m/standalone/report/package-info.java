/**
 * The report of a run as its reader needs it, and the brief text printed at the end of a command. Reading JSON belongs to
 * {@code report.json}; who writes the report is no concern of this package.
 */
@NullMarked
package io.m2m.standalone.report;

import org.jspecify.annotations.NullMarked;
