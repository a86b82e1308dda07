/**
 * The whole program against real servers, as users run it: a migration is right when an oracle that shares no code with the
 * program finds every row. What a single service does is tested beside that service.
 */
@NullMarked
package io.m2m.system;

import org.jspecify.annotations.NullMarked;
