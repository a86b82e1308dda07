/**
 * The coordinator's API and page: what goes on, from the status topic, and the request for a run. It decides nothing; what it is
 * asked for becomes an event.
 */
@NullMarked
package io.m2m.coordinator.web;

import org.jspecify.annotations.NullMarked;
