package io.m2m.storage.azure;

import io.m2m.common.config.BucketConfig;
import java.net.URI;

/**
 * Where a storage account is spoken to.
 *
 * @param server URL without a path, for people
 * @param accountInPath whether the account stands in the path; else it stands in the host's name
 */
record AzureEndpoint(String server, String account, boolean accountInPath) {
    private static final String PUBLIC_CLOUD = "core.windows.net";
    /** How Milvus names a cloud: by what its hosts end in. */
    private static final String SUFFIX = "core.";

    /** @param account the name of the storage account */
    static AzureEndpoint of(BucketConfig config, String account) {
        String address = config.endpoint() == null ? PUBLIC_CLOUD : config.endpoint();
        boolean https = config.useSSL() || config.endpoint() == null || address.startsWith(SUFFIX);
        URI url = URI.create(address.contains("://") ? address : (https ? "https://" : "http://") + address);
        String host = url.getAuthority();
        if (host.startsWith(SUFFIX)) {
            host = account + ".blob." + host;
        }
        return new AzureEndpoint(url.getScheme() + "://" + host, account, !host.startsWith(account + "."));
    }

    /** For the client. */
    String url() {
        return accountInPath ? server + "/" + account : server;
    }
}
