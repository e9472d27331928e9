package dev.bellwether.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistryAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8081, http://localhost:8081/subjects",
        "http://localhost:8081/, http://localhost:8081/subjects",
        "https://host/apis/ccompat/v7, https://host/apis/ccompat/v7/subjects",
        "http://[::1]:8081/a/, http://[::1]:8081/a/subjects",
        "http://user:secret@host:1/p, http://host:1/p/subjects"
    })
    void pathsOfTheApi_comeAfterThePathOfTheAddress(URI uri, URI expected) {
        assertThat(RegistryAddress.parse(uri).resolve("/subjects")).isEqualTo(expected);
    }

    @Test
    void credentials_areSentAndNotShown() {
        RegistryAddress address = RegistryAddress.parse(URI.create("http://Aladdin:open%20sesame@host:8081"));

        // the example of RFC 7617, section 2
        assertThat(address.authorization()).contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assertThat(address).hasToString("http://host:8081");
        assertThat(HttpRegistryConfig.of(URI.create("http://Aladdin:sesame@host:8081"))
                        .toString())
                .contains("http://host:8081")
                .doesNotContain("sesame", "Aladdin");
    }

    @Test
    void withoutCredentials_nothingIsSent() {
        assertThat(RegistryAddress.parse(URI.create("http://host")).authorization())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://user:secret@host",
                "localhost:8081",
                "http:///path",
                "http://user:secret@host/?a=b",
                "http://user:secret@host/#x",
                "//user:secret@host"
            })
    void whatIsNoAddressOfAnHttpServer_isRefusedWithoutShowingCredentials(URI uri) {
        assertThatThrownBy(() -> HttpRegistryConfig.of(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("registry address")
                .hasMessageNotContaining("secret");
    }
}
