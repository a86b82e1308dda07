package io.m2m.offender.message;

public interface Said {
    record Well(String text) implements Said {}

    class Badly implements Said {}
}
