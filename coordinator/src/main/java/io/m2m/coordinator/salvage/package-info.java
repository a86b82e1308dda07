/**
 * Metadata rebuilt from segment folders when the server's own is lost. What folders cannot tell is guessed, and every guess is a
 * sentence that says from what and how to correct it; nothing is guessed in silence.
 */
@NullMarked
package io.m2m.coordinator.salvage;

import org.jspecify.annotations.NullMarked;
