package io.m2m.common.milvus2;

import io.milvus.client.MilvusServiceClient;
import io.milvus.param.ConnectParam;
import io.milvus.param.RetryParam;

/**
 * The v1 client without its log: it writes a stack trace for each refusal, also for one that is an answer, such as a collection
 * without an index. What a failure means is told by {@link MilvusFailures}. Every call is made once.
 */
final class QuietClient extends MilvusServiceClient {
    private QuietClient(ConnectParam param) {
        super(param);
    }

    private QuietClient(MilvusServiceClient client) {
        super(client);
    }

    static MilvusServiceClient connect(ConnectParam param) {
        RetryParam once = RetryParam.newBuilder().withMaxRetryTimes(1).build();
        return new QuietClient((MilvusServiceClient) new QuietClient(param).withRetry(once));
    }

    @Override
    protected void logError(String message, Object... parameters) {
        // Told by the caller.
    }
}
