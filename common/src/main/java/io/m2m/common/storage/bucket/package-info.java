/**
 * What all stores of buckets have in common, whichever library speaks to them: keys in a folder, writing in parts, reading on
 * after a break, and what is said when a store does not do as it should. The libraries live in modules of their own, which
 * are found by {@link io.m2m.common.storage.bucket.BucketStores}.
 */
@NullMarked
package io.m2m.common.storage.bucket;

import org.jspecify.annotations.NullMarked;
