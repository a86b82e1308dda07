package io.m2m.standalone.cli;

import java.util.function.Consumer;

/** For tests that show no demo. */
final class NoDemo implements Demo {
    @Override
    public Stage open(Consumer<String> say) {
        throw new IllegalStateException("no demo here");
    }

    @Override
    public Stage rehearse() {
        throw new IllegalStateException("no demo here");
    }
}
