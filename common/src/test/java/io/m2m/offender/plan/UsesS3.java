package io.m2m.offender.plan;

import software.amazon.awssdk.services.s3.S3Client;

class UsesS3 {
    S3Client client;
}
