package io.m2m.standalone.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/**
 * A port of 127.0.0.1 that is bound before the broker starts, so that no other process can take it between choosing and use.
 *
 * @param channel non-blocking, as Kafka's acceptor wants it
 */
public record LoopbackListener(ServerSocketChannel channel) implements AutoCloseable {
    public static LoopbackListener open() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress("127.0.0.1", 0));
            channel.configureBlocking(false);
            return new LoopbackListener(channel);
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    public int port() {
        return channel.socket().getLocalPort();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
