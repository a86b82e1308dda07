/**
 * Finds the rows of a collection whose id comes again later, in bounded memory however many rows there are. Where rows come
 * from and where the finding goes is not known here.
 */
@NullMarked
package io.m2m.dumper.copies;

import org.jspecify.annotations.NullMarked;
