/**
 * The report of a run, schema {@code m2m-report/1}: the records are its JSON objects, field for field and in this order.
 * Who fills them and who prints them is elsewhere.
 */
@NullMarked
package io.m2m.common.report;

import org.jspecify.annotations.NullMarked;
