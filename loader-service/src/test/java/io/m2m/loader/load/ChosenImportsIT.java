package io.m2m.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.config.Milvus2xConfig.IfExists;
import io.m2m.common.config.Milvus2xConfig.ImportWay;
import io.m2m.common.model.ProblemException;
import io.m2m.common.schema.ServerVersion;
import io.m2m.loader.milvus2.ChosenImports;
import io.m2m.loader.milvus2.ImportJobsStandIn;
import io.m2m.loader.milvus2.RealServer;
import io.m2m.loader.milvus2.StandInLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way of importing follows from the server's version, from whether it speaks REST, and from the configuration. */
final class ChosenImportsIT {
    private final FakeTarget target = new FakeTarget();
    private final ImportJobsStandIn standIn = new ImportJobsStandIn(StandInLine.V2_5_27, target, target);

    @AfterEach
    void stop() {
        standIn.close();
    }

    private boolean takesSeveralGroups(String version, boolean speaksRest, ImportWay way) throws Exception {
        target.version = ServerVersion.parse(version);
        if (!speaksRest) {
            standIn.close();
        }
        try (ChosenImports chosen = new ChosenImports(
                RealServer.config(standIn.url(), new IndexChoice.FromSource(), IfExists.FAIL, way), target)) {
            return chosen.offer().groups() > 1;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2.3.5, true, AUTO, gRPC",
        "2.4.0, true, AUTO, REST",
        "3.0.2, true, AUTO, REST",
        "2.5.27, false, AUTO, gRPC",
        "2.5.27, true, GRPC, gRPC",
        "2.5.27, true, REST, REST"
    })
    void isWhatTheServerOffersUnlessTheConfigurationNamesOne(
            String version, boolean speaksRest, ImportWay way, String chosen) throws Exception {
        assertThat(takesSeveralGroups(version, speaksRest, way)).isEqualTo(chosen.equals("REST"));
    }

    @Test
    void isNotChosenWhileTheServerIsAway() {
        target.away = true;

        assertThatThrownBy(() -> takesSeveralGroups("2.5.27", true, ImportWay.AUTO))
                .isInstanceOf(ProblemException.class);
    }
}
