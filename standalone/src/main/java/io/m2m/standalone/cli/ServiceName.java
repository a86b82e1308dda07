package io.m2m.standalone.cli;

/** The services of a fleet. */
public enum ServiceName {
    coordinator,
    dumper,
    loader,
    verifier
}
