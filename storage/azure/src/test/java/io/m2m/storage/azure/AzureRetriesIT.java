package io.m2m.storage.azure;

import com.sun.net.httpserver.HttpExchange;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.RetriesContract;
import java.io.IOException;

class AzureRetriesIT extends RetriesContract {
    @Override
    protected void answer(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestHeaders().getFirst("x-ms-range").substring("bytes=".length());
        int from = Integer.parseInt(asked.split("-")[0]);
        int to = Math.min(CONTENT.length - 1, Integer.parseInt(asked.split("-")[1]));
        exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + to + "/" + CONTENT.length);
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        send(exchange, 206, from, to - from + 1);
    }

    @Override
    protected ObjectStore store(String server, Runnable retried) {
        return new AzureStores()
                .open(Azurite.container(server, BUCKET, "folder", Azurite.KEY, null, IfMissing.ADVISE), retried);
    }
}
