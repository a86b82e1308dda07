/**
 * The coordinator's API and page: what goes on, from the status topic, and what an operator may ask for. It decides
 * nothing; what it is asked for becomes an event.
 */
@NullMarked
package io.m2m.coordinator.web;

import org.jspecify.annotations.NullMarked;
