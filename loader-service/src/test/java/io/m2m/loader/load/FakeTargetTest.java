package io.m2m.loader.load;

/** The fake keeps to the contract. */
final class FakeTargetTest extends TargetContract {
    private final FakeTarget target = new FakeTarget();

    @Override
    protected TargetServer server() {
        return target;
    }

    @Override
    protected Imports imports() {
        return target;
    }
}
