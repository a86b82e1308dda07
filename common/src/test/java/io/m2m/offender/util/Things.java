package io.m2m.offender.util;

class Things {}
