/**
 * Where things lie in staging and how they are read back: keys are computed here and nowhere else.
 * How a document becomes bytes is the business of the json edge.
 */
@NullMarked
package io.m2m.common.staging;

import org.jspecify.annotations.NullMarked;
