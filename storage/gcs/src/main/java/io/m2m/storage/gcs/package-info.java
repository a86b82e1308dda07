/**
 * The storage port on Google Cloud Storage, for service accounts and workload identities; with HMAC keys it speaks the S3
 * protocol. The only package that knows Google's libraries; their exceptions end here.
 */
@NullMarked
package io.m2m.storage.gcs;

import org.jspecify.annotations.NullMarked;
