/** The four services in one Spring context. The only place of the program that knows Spring. */
@NullMarked
package io.m2m.standalone.services;

import org.jspecify.annotations.NullMarked;
