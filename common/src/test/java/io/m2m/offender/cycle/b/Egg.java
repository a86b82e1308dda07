package io.m2m.offender.cycle.b;

import io.m2m.offender.cycle.a.Hen;

public class Egg {
    Hen hen;
}
