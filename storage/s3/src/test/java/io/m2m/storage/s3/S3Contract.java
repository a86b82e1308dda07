package io.m2m.storage.s3;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.storage.BucketContract;
import io.m2m.common.storage.bucket.BucketStores;
import java.net.URI;

/** A server that speaks S3 and takes signed requests of {@link S3Server#ACCESS_KEY}. */
abstract class S3Contract extends BucketContract {
    /** Host and port. */
    protected abstract String server();

    @Override
    protected String endpoint() {
        return "http://" + server();
    }

    @Override
    protected BucketStores stores() {
        return new S3Stores();
    }

    @Override
    protected String secret() {
        return S3Server.SECRET_KEY;
    }

    @Override
    protected String scheme() {
        return "s3";
    }

    @Override
    protected BucketConfig config(String endpoint, String bucket, String folder, boolean trusted, IfMissing ifMissing) {
        String secret = trusted ? S3Server.SECRET_KEY : "not-" + S3Server.SECRET_KEY;
        return S3Server.bucket(URI.create(endpoint).getAuthority(), bucket, folder, secret, ifMissing);
    }
}
