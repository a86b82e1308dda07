package io.m2m.loader.milvus2;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.m2m.loader.load.Imports;
import io.m2m.loader.load.TargetCollection;
import io.m2m.loader.load.TargetServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stand-in for the import jobs of REST v2, written from the sources of the servers that have them. It checks what those check, and has
 * each import carried out by another target, which may be a real one of an older version.
 */
public final class ImportJobsStandIn implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PATH = "/v2/vectordb/jobs/import/";
    private static final int MOST_GROUPS = 1_024;
    private static final long TICK_MILLIS = 100;

    private final StandInLine line;
    private final TargetServer behind;
    private final Imports carrier;
    private final HttpServer http;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, StandInJob> jobs = new LinkedHashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final List<Integer> groupsOfJobs = new ArrayList<>();
    private long nextId = 453_700_000_000L;
    private boolean held;
    private boolean full;
    private boolean losesAnswer;
    private boolean hidesNext;
    private int refusals;
    private int refusedWith;
    private @Nullable String token;

    /** @param carrier imports what is asked for, one group at a time */
    public ImportJobsStandIn(StandInLine line, TargetServer behind, Imports carrier) {
        this.line = line;
        this.behind = behind;
        this.carrier = carrier;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
        ticks.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    public int port() {
        return http.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** What went wrong with a request, as the server says it. */
    private static final class Refused extends Exception {
        private final int code;

        private Refused(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    /** The next request to import is carried out, and its answer lost. */
    public synchronized void loseAnswer() {
        losesAnswer = true;
    }

    /** The next job is accepted, and unknown until {@link #show()}. */
    public synchronized void hideNext() {
        hidesNext = true;
    }

    public synchronized void show() {
        jobs.values().forEach(job -> job.hidden = false);
    }

    /** Jobs stay before their scan for as long as this is set, and tell no details. */
    public synchronized void hold(boolean on) {
        held = on;
    }

    /** As many jobs as it takes are under way. */
    public synchronized void fill(boolean on) {
        full = on;
    }

    /** The next requests get an HTTP status instead of an answer. */
    public synchronized void refuse(int times, int status) {
        refusals = times;
        refusedWith = status;
    }

    /** From now on only requests with this token are heard. */
    public synchronized void want(String bearer) {
        token = bearer;
    }

    /** The time for which ended jobs are kept is over. */
    public synchronized void forgetEnded() {
        jobs.values().removeIf(job -> !job.open());
    }

    /** Groups of files of each job that was made. */
    public synchronized List<Integer> groupsOfJobs() {
        return List.copyOf(groupsOfJobs);
    }

    private synchronized void tick() {
        if (held) {
            return;
        }
        for (StandInJob job : jobs.values()) {
            try {
                job.move();
            } catch (RuntimeException behindIsAway) {
                job.fail(behindIsAway.toString());
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            JsonNode question = JSON.readTree(exchange.getRequestBody().readAllBytes());
            Optional<Integer> status = status(exchange, path);
            if (status.isPresent()) {
                exchange.sendResponseHeaders(status.get(), -1);
                return;
            }
            Map<String, Object> answer = new LinkedHashMap<>();
            try {
                Object data = data(path.substring(PATH.length()), question, exchange);
                if (data instanceof Lost) {
                    return;
                }
                answer.put("code", line.okCode());
                answer.put("data", data);
            } catch (Refused refused) {
                answer.put("code", refused.code);
                answer.put("message", refused.getMessage());
            }
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Lost() {}

    private synchronized Optional<Integer> status(HttpExchange exchange, String path) {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        if (token != null && !("Bearer " + token).equals(bearer)) {
            return Optional.of(401);
        }
        if (!path.startsWith(PATH) || path.endsWith("/describe") && !line.describes()) {
            return Optional.of(404);
        }
        if (refusals > 0) {
            refusals--;
            return Optional.of(refusedWith);
        }
        return Optional.empty();
    }

    private synchronized Object data(String action, JsonNode question, HttpExchange exchange) throws Refused {
        return switch (action) {
            case "create" -> create(question, exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            case "get_progress", "describe" -> progress(question);
            case "list" -> list(question);
            default -> throw new Refused(1801, "no such action: " + action);
        };
    }

    private Object create(JsonNode question, @Nullable String key) throws Refused {
        TargetCollection collection = collection(question);
        String partition = question.path("partitionName").asString("_default");
        List<List<String>> groups = new ArrayList<>();
        question.path("files")
                .forEach(group ->
                        groups.add(group.valueStream().map(JsonNode::asString).toList()));
        require(!groups.isEmpty(), 1802, "missing required parameters, error: files");
        require(
                behind.partitions(collection.name()).contains(partition.isEmpty() ? "_default" : partition),
                200,
                "partition not found[partition=" + partition + "]");
        for (List<String> group : groups) {
            require(
                    group.stream().map(ImportJobsStandIn::extension).distinct().count() == 1
                            && extension(group.getFirst()).equals(".npy"),
                    2100,
                    "unexpected file type, files=" + group + ": importing data failed");
        }
        require(
                groups.size() <= MOST_GROUPS,
                2100,
                "The max number of import files should not exceed " + MOST_GROUPS + ", but got " + groups.size()
                        + ": importing data failed");
        String scoped = line.keys() && key != null ? collection.id() + "/" + key : "";
        if (keys.containsKey(scoped)) {
            return Map.of("jobId", keys.get(scoped));
        }
        long open = jobs.values().stream().filter(StandInJob::open).count();
        require(
                line.jobLimit() == 0 || !full && open < line.jobLimit(),
                2100,
                "The number of jobs has reached the limit, please try again later. If your request is set to only import"
                        + " a single file, please consider importing multiple files in one request for better"
                        + " efficiency.: importing data failed");
        StandInJob job = new StandInJob(String.valueOf(nextId++), collection, partition, groups, carrier);
        job.hidden = hidesNext;
        hidesNext = false;
        jobs.put(job.id, job);
        groupsOfJobs.add(groups.size());
        if (!scoped.isEmpty()) {
            keys.put(scoped, job.id);
        }
        if (losesAnswer) {
            losesAnswer = false;
            return new Lost();
        }
        return Map.of("jobId", job.id);
    }

    private Object progress(JsonNode question) throws Refused {
        require(question.path("jobId").isString(), 1801, "can only accept json format request, error: jobId");
        String id = question.path("jobId").asString();
        StandInJob job = jobs.get(id);
        require(job != null && !job.hidden, 2100, "import job does not exist, jobID=" + id + ": importing data failed");
        return job.progress(line.protoNames());
    }

    private Object list(JsonNode question) throws Refused {
        String wanted = question.path("collectionName").asString("");
        String id = wanted.isEmpty() ? "" : collection(question).id();
        return Map.of(
                "records",
                jobs.values().stream()
                        .filter(job -> !job.hidden
                                && (id.isEmpty() || job.collection.id().equals(id)))
                        .map(StandInJob::record)
                        .toList());
    }

    private TargetCollection collection(JsonNode question) throws Refused {
        String name = question.path("collectionName").asString("");
        require(!name.isEmpty(), 1802, "missing required parameters, error: collectionName");
        return behind.find(name)
                .orElseThrow(
                        () -> new Refused(100, "can't find collection[database=default][collection=" + name + "]"));
    }

    private static String extension(String file) {
        return file.substring(Math.max(0, file.lastIndexOf('.')));
    }

    private static void require(boolean holds, int code, String otherwise) throws Refused {
        if (!holds) {
            throw new Refused(code, otherwise);
        }
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        http.stop(0);
    }
}
