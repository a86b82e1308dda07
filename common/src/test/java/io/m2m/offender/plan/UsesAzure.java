package io.m2m.offender.plan;

import com.azure.storage.blob.BlobClient;

class UsesAzure {
    BlobClient client;
}
