package io.m2m.offender.cycle.a;

import io.m2m.offender.cycle.b.Egg;

public class Hen {
    Egg egg;
}
