/** Reads {@code report.json}. The only place of the command line that knows Jackson. */
@NullMarked
package io.m2m.standalone.report.json;

import org.jspecify.annotations.NullMarked;
