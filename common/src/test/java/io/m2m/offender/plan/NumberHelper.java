package io.m2m.offender.plan;

class NumberHelper {}
