/** The form of log lines, for the whole program. Of Spring Boot it takes the formats that collectors of logs know. */
@NullMarked
package io.m2m.standalone.logging;

import org.jspecify.annotations.NullMarked;
