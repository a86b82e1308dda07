/**
 * The storage port on the S3 protocol: Amazon S3, MinIO, and what speaks like them. The only package that knows the AWS SDK;
 * its exceptions end here.
 */
@NullMarked
package io.m2m.storage.s3;

import org.jspecify.annotations.NullMarked;
