package io.m2m.loader.load;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

/** The fake keeps to the contract, as a server that offers all there is. */
final class FakeImportsTest extends ImportsContract {
    private final FakeTarget target = new FakeTarget();

    @BeforeEach
    void offerAll() {
        target.offer = new Imports.Offer(64, true, Duration.ZERO, false);
    }

    @Override
    protected TargetServer server() {
        return target;
    }

    @Override
    protected Imports imports() {
        return target;
    }
}
