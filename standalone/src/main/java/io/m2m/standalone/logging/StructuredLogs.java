package io.m2m.standalone.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;

/** One JSON object a line on standard error, in a form that collectors of logs know. */
final class StructuredLogs {
    private StructuredLogs() {}

    /**
     * From now on.
     *
     * @param environment holds the format's further properties, {@code logging.structured.*}
     * @throws ProblemException CONFIGURATION for a format that Spring Boot does not have
     */
    static void write(String format, Environment environment) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.putObject(Environment.class.getName(), environment);
        ConsoleAppender<ILoggingEvent> lines = new Lines();
        lines.setContext(context);
        lines.setTarget("System.err");
        lines.setEncoder(encoder(format, context));
        lines.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(lines);
    }

    /** A key is written once, or Spring Boot writes nothing: what a line says itself goes before what its thread is at. */
    private static final class Lines extends ConsoleAppender<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            if (event instanceof LoggingEvent line && line.getKeyValuePairs() != null) {
                Map<String, String> about =
                        new HashMap<>(Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of()));
                line.getKeyValuePairs().forEach(pair -> about.remove(pair.key));
                line.setMDCPropertyMap(about);
            }
            super.append(event);
        }
    }

    private static StructuredLogEncoder encoder(String format, LoggerContext context) {
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat(format);
        try {
            encoder.start();
        } catch (IllegalArgumentException unknown) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "the value of " + OwnLogging.FORMAT + " is " + format + ", which is no format of log lines;"
                            + " it may be ecs, gelf or logstash",
                    unknown);
        }
        return encoder;
    }
}
