package io.m2m.offender.unmarked;

class Unmarked {}
