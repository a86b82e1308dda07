/**
 * {@code migration.yaml} as validated records: which keys there are, how they are read, what is wrong with them.
 * Not here: anything that acts on a value. Every refusal is a {@code CONFIGURATION} problem that names the key.
 */
@NullMarked
package io.m2m.common.config;

import org.jspecify.annotations.NullMarked;
