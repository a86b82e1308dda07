/**
 * A real Kafka broker in this JVM: one KRaft node on a loopback port, its data in one folder that belongs to one process at a
 * time. An edge package: the only place that touches Kafka's server classes, which are public but no supported API.
 */
@NullMarked
package io.m2m.standalone.broker;

import org.jspecify.annotations.NullMarked;
