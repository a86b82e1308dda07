/**
 * The storage port on containers of Azure Blob Storage. The only package that knows the Azure SDK; its exceptions end here.
 */
@NullMarked
package io.m2m.storage.azure;

import org.jspecify.annotations.NullMarked;
