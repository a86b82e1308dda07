package io.m2m.system;

import com.google.protobuf.InvalidProtocolBufferException;
import io.m2m.common.config.IndexChoice;
import io.m2m.common.config.Milvus2xConfig.IfExists;
import io.m2m.common.milvus2.MilvusClients;
import io.m2m.loader.milvus2.ImportJobsStandIn;
import io.m2m.loader.milvus2.MilvusImports;
import io.m2m.loader.milvus2.MilvusServer;
import io.m2m.loader.milvus2.RealServer;
import io.m2m.loader.milvus2.StandInLine;
import io.milvus.grpc.ConnectResponse;
import io.milvus.grpc.GetImportStateResponse;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.ListImportTasksResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A stand-in for a server newer than those that can be had: a real one of an older version holds the data and answers over gRPC, under
 * the newer version's number and with what the newer one leaves out of its answers left out; imports over REST go to
 * {@link ImportJobsStandIn}. Both share a port, as they do on a real one.
 */
final class NewerMilvus implements AutoCloseable {
    private static final int PEEKED = 3;
    private static final byte HTTP2 = 'R';

    private final StandInLine line;
    private final MilvusServer server;
    private final MilvusImports imports;
    private final ImportJobsStandIn jobs;
    private final GrpcFront grpc;
    private final ServerSocket front;
    private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();

    NewerMilvus(StandInLine line, Milvus behind) throws IOException {
        MilvusClients clients =
                new MilvusClients(RealServer.config(behind.endpoint(), new IndexChoice.FromSource(), IfExists.FAIL));
        this.line = line;
        this.server = new MilvusServer(clients);
        this.imports = new MilvusImports(clients, server.version());
        this.jobs = new ImportJobsStandIn(line, server, imports);
        this.grpc = new GrpcFront(URI.create(behind.endpoint()), this::asTheNewerTells);
        this.front = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        connections.execute(this::accept);
    }

    int port() {
        return front.getLocalPort();
    }

    ImportJobsStandIn jobs() {
        return jobs;
    }

    /** Section 3 of the contract: a list of imports tells neither ids nor files, a state only how far it is and why it failed. */
    private byte[] asTheNewerTells(String method, byte[] answer) {
        try {
            return switch (method.substring(method.indexOf('/') + 1)) {
                case "GetVersion" ->
                    GetVersionResponse.parseFrom(answer).toBuilder()
                            .setVersion(line.version())
                            .build()
                            .toByteArray();
                case "Connect" -> {
                    ConnectResponse.Builder told = ConnectResponse.parseFrom(answer).toBuilder();
                    told.getServerInfoBuilder().setBuildTags(line.version());
                    yield told.build().toByteArray();
                }
                case "GetImportState" ->
                    shortened(GetImportStateResponse.parseFrom(answer), true).toByteArray();
                case "ListImportTasks" -> {
                    ListImportTasksResponse.Builder told = ListImportTasksResponse.parseFrom(answer).toBuilder();
                    for (GetImportStateResponse.Builder task : told.getTasksBuilderList()) {
                        GetImportStateResponse shorter = shortened(task.build(), false);
                        task.clear().mergeFrom(shorter);
                    }
                    yield told.build().toByteArray();
                }
                default -> answer;
            };
        } catch (InvalidProtocolBufferException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static GetImportStateResponse shortened(GetImportStateResponse told, boolean withRows) {
        GetImportStateResponse.Builder shorter = GetImportStateResponse.newBuilder()
                .setStatus(told.getStatus())
                .setState(told.getState())
                .setRowCount(withRows ? told.getRowCount() : 0);
        told.getInfosList().stream()
                .filter(info ->
                        info.getKey().equals("failed_reason") || info.getKey().equals("progress_percent"))
                .forEach(shorter::addInfos);
        return shorter.build();
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket client = front.accept();
                connections.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            byte[] start = client.getInputStream().readNBytes(PEEKED);
            int port = start.length == PEEKED && start[1] == HTTP2 ? grpc.port() : jobs.port();
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                server.getOutputStream().write(start);
                connections.execute(() -> copy(server, client));
                copy(client, server);
            }
        } catch (IOException gone) {
            // Either side has ended, which the other is told by the end of its connection.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // As above.
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
        grpc.close();
        jobs.close();
        imports.close();
        server.close();
        connections.shutdownNow();
    }
}
