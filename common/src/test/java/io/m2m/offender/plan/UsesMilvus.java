package io.m2m.offender.plan;

import io.milvus.v2.client.MilvusClientV2;

class UsesMilvus {
    MilvusClientV2 client;
}
