/** What {@code m2m demo} sets up: a genuine 1.x store, its configuration, and a real Milvus 2.x on this machine. */
@NullMarked
package io.m2m.standalone.demo;

import org.jspecify.annotations.NullMarked;
