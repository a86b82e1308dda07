package io.m2m.system;

import io.milvus.shaded.io.grpc.CallOptions;
import io.milvus.shaded.io.grpc.HandlerRegistry;
import io.milvus.shaded.io.grpc.ManagedChannel;
import io.milvus.shaded.io.grpc.MethodDescriptor;
import io.milvus.shaded.io.grpc.Server;
import io.milvus.shaded.io.grpc.ServerMethodDefinition;
import io.milvus.shaded.io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.milvus.shaded.io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.milvus.shaded.io.grpc.stub.ClientCalls;
import io.milvus.shaded.io.grpc.stub.ServerCalls;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.BiFunction;

/** Lets every call through to a gRPC server, and changes what it answers. */
final class GrpcFront implements AutoCloseable {
    private static final int LARGEST = 256 << 20;

    private final ManagedChannel behind;
    private final BiFunction<String, byte[], byte[]> change;
    private final Server server;

    /** @param change by the full name of the method */
    GrpcFront(URI behind, BiFunction<String, byte[], byte[]> change) throws IOException {
        this.behind = NettyChannelBuilder.forAddress(behind.getHost(), behind.getPort())
                .usePlaintext()
                .maxInboundMessageSize(LARGEST)
                .build();
        this.change = change;
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .maxInboundMessageSize(LARGEST)
                .fallbackHandlerRegistry(new Everything())
                .build()
                .start();
    }

    int port() {
        return server.getPort();
    }

    private final class Everything extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
            MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(name)
                    .setRequestMarshaller(new Bytes())
                    .setResponseMarshaller(new Bytes())
                    .build();
            return ServerMethodDefinition.create(
                    method,
                    ServerCalls.asyncUnaryCall((request, answer) -> ClientCalls.asyncUnaryCall(
                            behind.newCall(method, CallOptions.DEFAULT), request, new Changed(name, answer))));
        }
    }

    private final class Changed implements StreamObserver<byte[]> {
        private final String method;
        private final StreamObserver<byte[]> answer;

        private Changed(String method, StreamObserver<byte[]> answer) {
            this.method = method;
            this.answer = answer;
        }

        @Override
        public void onNext(byte[] message) {
            answer.onNext(change.apply(method, message));
        }

        @Override
        public void onError(Throwable failure) {
            answer.onError(failure);
        }

        @Override
        public void onCompleted() {
            answer.onCompleted();
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return message.readAllBytes();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        behind.shutdownNow();
    }
}
