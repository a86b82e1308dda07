package io.m2m.common.wiring;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Keeps Spring from reporting a failed start at length: whoever started says it in one sentence. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OneSentence implements SpringBootExceptionReporter {
    @Override
    public boolean reportException(Throwable failure) {
        return true;
    }
}
