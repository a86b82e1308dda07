package io.m2m.verifier.verify;

class FakeTargetTest extends TargetContract {
    @Override
    protected Target target(TargetSpec spec) {
        return new FakeTarget(spec);
    }

    @Override
    protected String name(String purpose) {
        return purpose;
    }
}
