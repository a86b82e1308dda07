package io.m2m.standalone.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import io.m2m.common.model.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StructuredLogsTest {
    private final Logger log = (Logger) LoggerFactory.getLogger(StructuredLogsTest.class);
    private final PrintStream usual = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void logAsBefore() throws Exception {
        System.setErr(usual);
        MDC.clear();
        LoggerContext context = log.getLoggerContext();
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(StructuredLogsTest.class.getResource("/logback.xml"));
    }

    @Test
    void aLineOfLogstashNamesTheTaskAndWhatIsSaidOfIt() {
        JsonNode line = line("logstash");

        assertThat(line.path("message").asString()).isEqualTo("segment quarantined");
        assertThat(line.path("level").asString()).isEqualTo("WARN");
        assertThat(line.path("migration").asString()).isEqualTo("m-1");
        assertThat(line.path("collection").asString()).isEqualTo("faces");
        assertThat(line.path("task").asString()).isEqualTo("DUMP/t1");
        assertThat(line.path("segment").asString()).isEqualTo("1678354366132931000");
    }

    @Test
    void aLineOfEcsDoes() {
        JsonNode line = line("ecs");

        assertThat(line.path("message").asString()).isEqualTo("segment quarantined");
        assertThat(line.path("ecs").path("version").asString()).isNotEmpty();
        assertThat(line.path("service").path("name").asString()).isEqualTo("m2m-dumper");
        assertThat(line.path("task").asString()).isEqualTo("DUMP/t1");
        assertThat(line.path("segment").asString()).isEqualTo("1678354366132931000");
    }

    @Test
    void aFormatThatIsNoneIsRefusedInASentence() {
        assertThatThrownBy(() -> OwnLogging.keep("m2m-dumper", List.of("--logging.structured.format.console=xml")))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("the value of logging.structured.format.console is xml");
    }

    private JsonNode line(String format) {
        OwnLogging.keep("m2m-dumper", List.of("--logging.structured.format.console=" + format));
        MDC.put("migration", "m-1");
        MDC.put("collection", "faces");
        MDC.put("task", "DUMP/t1");
        log.atWarn()
                .addKeyValue("migration", "m-1")
                .addKeyValue("segment", "1678354366132931000")
                .log("segment quarantined");
        return new JsonMapper().readTree(written.toString(StandardCharsets.UTF_8));
    }
}
