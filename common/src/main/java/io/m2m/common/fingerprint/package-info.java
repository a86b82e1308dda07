/**
 * Row hashes and their order-independent sum. The same code serves the side that dumps and the side that verifies;
 * the test vectors are those of the contract.
 */
@NullMarked
package io.m2m.common.fingerprint;

import org.jspecify.annotations.NullMarked;
