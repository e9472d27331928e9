package dev.bellwether.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http://me:CANARY@one:8081                       | http://***@one:8081
                    http://me:CANARY@one,https://me:CANARY@two/path | http://***@one,https://***@two/path
                    http://one,http://me:CANARY@two                 | http://one,http://***@two
                    me:CANARY@one:9092                              | ***@one:9092
                    one:9092,me:CANARY@two:9092                     | one:9092,***@two:9092
                    """)
    void credentials_areHidden_andTheAddressIsNot(String text, String shown) {
        assertThat(Secrets.hidden(text)).isEqualTo(shown);
    }

    /** Such an address is refused, and the refusal shows it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:CANARY/1@one",
                "http://me:CANARY,1@one",
                "http://me:CANARY@1@one",
                "http://zero,http://me:CANARY/,1@one",
                "me:CANARY/1@one"
            })
    void passwordsThatNobodyEscaped_areHiddenInFull(String text) {
        assertThat(Secrets.hidden(text)).doesNotContain("CANARY").endsWith("***@one");
    }
}
