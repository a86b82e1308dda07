package io.m2m.storage.s3;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Tells of every attempt at a call after its first. */
final class RetryCount implements ExecutionInterceptor {
    private static final ExecutionAttribute<Boolean> TRIED = new ExecutionAttribute<>("m2m.tried");

    private final Runnable retried;

    RetryCount(Runnable retried) {
        this.retried = retried;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (attributes.getOptionalAttribute(TRIED).isPresent()) {
            retried.run();
        }
        attributes.putAttribute(TRIED, true);
    }
}
