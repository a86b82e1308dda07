package io.m2m.offender.plan;

import io.grpc.Status;

class UsesGrpc {
    Status status;
}
