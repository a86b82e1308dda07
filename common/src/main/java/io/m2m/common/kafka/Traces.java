package io.m2m.common.kafka;

import io.m2m.common.message.Event;
import io.m2m.common.message.Event.ImportSubmitted;
import io.m2m.common.message.Event.TaskEvent;
import io.m2m.common.message.Event.TaskProgressed;
import io.m2m.common.message.TaskRef;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.ContainerProperties;

/**
 * Takes the trace of a piece of work along in the headers of what is said about it on Kafka: who takes a task goes on with the
 * trace of the event that caused it. Safe for use by many threads.
 */
public final class Traces {
    /** As W3C Trace Context names them. */
    private static final List<String> NAMES = List.of("traceparent", "tracestate");

    private final @Nullable Tracer tracer;
    private final Propagator propagator;
    private final ObservationRegistry observations;
    /** Traces of imports that the target works on while no thread of this process does. */
    private final Map<String, TraceContext> imports = new ConcurrentHashMap<>();

    private Traces(@Nullable Tracer tracer, Propagator propagator, ObservationRegistry observations) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.observations = observations;
    }

    static Traces of(Tracer tracer, Propagator propagator, ObservationRegistry observations) {
        return new Traces(tracer, propagator, observations);
    }

    /** Tracing is off. */
    public static Traces none() {
        return new Traces(null, Propagator.NOOP, ObservationRegistry.NOOP);
    }

    /** A container makes each task a span from now on. */
    void follow(ContainerProperties container) {
        if (tracer != null) {
            container.setObservationEnabled(true);
            container.setObservationRegistry(observations);
            container.setObservationConvention(new TaskSpans());
        }
    }

    void put(Event event, Headers headers) {
        if (tracer == null) {
            return;
        }
        TraceContext context = tracer.currentTraceContext().context();
        if (event instanceof TaskEvent told) {
            context = context == null ? ofImport(told) : context;
            if (context != null && told instanceof ImportSubmitted) {
                imports.put(key(told.ref()), context);
            }
        }
        if (context != null) {
            propagator.inject(context, headers, Traces::set);
        }
    }

    private @Nullable TraceContext ofImport(TaskEvent told) {
        String key = key(told.ref());
        return told instanceof TaskProgressed ? imports.get(key) : imports.remove(key);
    }

    private static String key(TaskRef ref) {
        return ref.migration() + "/" + ref.key();
    }

    private static void set(@Nullable Headers headers, String name, String value) {
        if (headers != null) {
            headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What of a message's headers belongs to its trace, for the messages that it causes. */
    public static Headers carriedOn(Headers headers) {
        Headers carried = new RecordHeaders();
        for (String name : NAMES) {
            Header header = headers.lastHeader(name);
            if (header != null) {
                carried.add(header);
            }
        }
        return carried;
    }
}
