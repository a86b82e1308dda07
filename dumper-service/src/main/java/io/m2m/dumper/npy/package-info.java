/** NumPy files as numpy itself writes them, as a stream. Knows nothing of segments. */
@NullMarked
package io.m2m.dumper.npy;

import org.jspecify.annotations.NullMarked;
