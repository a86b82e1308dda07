package io.m2m.coordinator.catalog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MySqlAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            root:123456@tcp(127.0.0.1:3306)/milvus?charset=utf8mb4&parseTime=True&loc=Local | root | 123456 | 127.0.0.1:3306/milvus
            root@tcp(db:3307)/milvus                      | root        | -            | db:3307/milvus
            root:@tcp(db:3307)/milvus                     | root        | ''           | db:3307/milvus
            root:p@ss@tcp(db:3307)/milvus                 | root        | p@ss         | db:3307/milvus
            root:p:a:ss@tcp(db:3307)/milvus               | root        | p:a:ss       | db:3307/milvus
            root:p/a/ss@tcp(db:3307)/milvus               | root        | p/a/ss       | db:3307/milvus
            root:p%40ss@tcp(db:3307)/milvus               | root        | p%40ss       | db:3307/milvus
            root:p?a=b&c#(d)@tcp(db:3307)/milvus          | root        | p?a=b&c#(d)  | db:3307/milvus
            root:x@tcp(a)/b@tcp(db:3307)/milvus           | root        | x@tcp(a)/b   | db:3307/milvus
            admin@server:secret@tcp(db:3307)/milvus       | admin@server | secret      | db:3307/milvus
            root:secret@tcp(db)/milvus                    | root        | secret       | db:3306/milvus
            root:secret@tcp/milvus                        | root        | secret       | 127.0.0.1:3306/milvus
            root:secret@/milvus                           | root        | secret       | 127.0.0.1:3306/milvus
            root:secret@(db:3307)/milvus                  | root        | secret       | db:3307/milvus
            root:secret@tcp([::1]:3307)/milvus            | root        | secret       | [::1]:3307/milvus
            root:secret@tcp([::1])/milvus                 | root        | secret       | [::1]:3306/milvus
            tcp(db:3307)/milvus                           | -           | -            | db:3307/milvus
            /milvus                                       | -           | -            | 127.0.0.1:3306/milvus
            """)
    void readsTheGoForm(String text, @Nullable String user, @Nullable String password, String shown) {
        MySqlAddress address = MySqlAddress.parse(text);

        assertThat(address.properties().getProperty("user")).isEqualTo(user);
        assertThat(address.properties().getProperty("password")).isEqualTo(password);
        assertThat(address.url()).isEqualTo("jdbc:mysql://" + shown);
        assertThat(address).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "'', DISABLED",
        "?parseTime=True, DISABLED",
        "?tls=false, DISABLED",
        "?charset=utf8&tls=true, VERIFY_IDENTITY",
        "?tls=skip-verify&loc=Asia%2FShanghai, REQUIRED",
        "?tls=preferred, PREFERRED"
    })
    void encryptsAsGoWould(String params, String mode) {
        assertThat(MySqlAddress.parse("u:p@tcp(db)/milvus" + params)
                        .properties()
                        .getProperty("sslMode"))
                .isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://db:3307/milvus, db:3307/milvus",
        "jdbc:mysql://db/milvus, db:3306/milvus",
        "jdbc:mysql://root:hunter2@db:3307/milvus, db:3307/milvus",
        "jdbc:mysql://db:3307/milvus?user=root&password=hunter2, db:3307/milvus",
        "jdbc:mysql://db:3307/milvus?user=root&password=hun@ter2%2F, db:3307/milvus"
    })
    void takesAJdbcUrlAndShowsNoPassword(String url, String shown) {
        MySqlAddress address = MySqlAddress.parse(url);

        assertThat(address.url()).isEqualTo(url);
        assertThat(address.shown()).isEqualTo(shown);
        assertThat(address).hasToString(shown);
    }

    @Test
    void leavesWaitsToAJdbcUrlThatNamesThem() {
        MySqlAddress address = MySqlAddress.parse("jdbc:mysql://db/milvus?socketTimeout=3000");

        assertThat(address.properties()).containsKey("connectTimeout").doesNotContainKey("socketTimeout");
    }

    @Test
    void limitsEveryWait() {
        assertThat(MySqlAddress.parse("u:p@tcp(db)/milvus").properties())
                .containsEntry("connectTimeout", "10000")
                .containsEntry("socketTimeout", "60000");
    }

    @ParameterizedTest
    @CsvSource({
        "u:hunter2@unix(/tmp/mysql.sock)/milvus, only tcp",
        "u:s@hun/milvus, only tcp",
        "u:hunter2@udp(db:1)/milvus, only tcp",
        "u:hunter2@tcp(db:3306)/, names no database",
        "u:hunter2@tcp(db:3306), neither",
        "u:hunter2, neither",
        "'', neither",
        "u:hunter2@tcp(db:3306)/milvus?tls=mine, none of true",
        "u:hunter2@tcp(db:3306/x)/milvus, host and port",
        "postgres://u:hunter2@db/milvus, only tcp",
        "jdbc:postgresql://u:hunter2@db/milvus, another database",
        "jdbc:mysql://u:hun/ter2@db/milvus, cannot be read",
        "jdbc:mysql://u:hunter2@db/, names no database",
        "jdbc:mysql://u:hunter2@db:port/milvus, cannot be read"
    })
    void refusesWhatIsNeitherWithoutRepeatingIt(String text, String reason) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> MySqlAddress.parse(text));

        assertThat(refusal.problem().kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        assertThat(refusal.problem().sentence())
                .contains("meta.mysqlUrl", reason)
                .doesNotContain("hun");
        assertThat(refusal).hasNoCause();
    }
}
