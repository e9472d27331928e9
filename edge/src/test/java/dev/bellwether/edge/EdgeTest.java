package dev.bellwether.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.Server;
import dev.bellwether.edge.access.JwtConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeTest {

    @Test
    void takenPort_isNamedWithItsSettingInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PortTakenException refusal =
                    refusal(new Listener("the test", ListenAddress.loopback(taken.getLocalPort()), "test.port"));

            assertThat(refusal.port()).isEqualTo(taken.getLocalPort());
            assertThat(refusal.setting()).isEqualTo("test.port");
            assertThat(refusal)
                    .hasMessageContainingAll("port " + taken.getLocalPort() + " on 127.0.0.1", "the test", "test.port")
                    .hasMessageNotContainingAny("\n", "bind-address");
        }
    }

    /** 192.0.2.1 is kept for documentation: it is nobody's. */
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "no-such-host.invalid"})
    void anAddressOfSomebodyElse_isRefusedLikeATakenPort(String host) {
        assertThat(refusal(new Listener("the test", new ListenAddress(host, 0), "test.port")))
                .hasMessageContainingAll(host, "bind-address");
    }

    private static PortTakenException refusal(Listener listener) {
        return catchThrowableOfType(PortTakenException.class, () -> {
            Edge edge = Edge.open();
            Server server = edge.server(listener, (context, request, refused) -> HttpResponse.of(403))
                    .service("/", (context, request) -> HttpResponse.of(200))
                    .build();
            edge.start(server, listener);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "http://issuer.invalid/keys,true",
        "https://issuer.invalid/keys,false",
        "http://me:secret@127.0.0.1:1/keys,false",
        "http://me:secret@192.0.2.1/keys,true"
    })
    void keysThatAreFetchedInTheClear_areWarnedOf(String keys, boolean warned) {
        JwtConfig jwt = new JwtConfig(keys, "me", "you", Set.of("RS256"), "scope", Duration.ZERO);
        try (LoggedLines log = new LoggedLines(Edge.class);
                Edge edge = Edge.of(EdgeConfig.OPEN.withJwt(jwt), new SimpleMeterRegistry())) {
            assertThat(log.lines())
                    .hasSize(warned ? 1 : 0)
                    .allMatch(line -> line.contains("jwt.jwks") && !line.contains("secret"));
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,true", "127.1.2.3,true", "localhost,true", "::1,true", "0.0.0.0,false", "192.0.2.1,false"})
    void loopback_isWhatOnlyThisMachineReaches(String host, boolean loopback) {
        assertThat(new ListenAddress(host, 0).isLoopback()).isEqualTo(loopback);
    }
}
