/**
 * The edge to Milvus 2.x that loader and verifier share: how a client is made, and what its failures mean for the user.
 * What is asked of the server is the business of each service.
 */
@NullMarked
package io.m2m.common.milvus2;

import org.jspecify.annotations.NullMarked;
