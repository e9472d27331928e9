package dev.bellwether.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

    private final AtomicInteger heard = new AtomicInteger();
    private ServerSocket echo;
    private FaultProxy proxy;

    private Thread server;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        server = new Thread(this::serve, "echo");
        server.setDaemon(true);
        server.start();
        proxy = FaultProxy.listen().forwardTo("127.0.0.1", echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void withoutAFault_bytesGoBothWays_andAnEndIsPassedOn() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client, 7)).isEqualTo(7);
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(proxy.accepted()).isEqualTo(1);
        await().until(() -> proxy.open() == 0);
    }

    @Test
    void aLostAnswer_leavesTheRequestDone_andTheConnectionResetInTheEnd() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client, 7)).isEqualTo(7);
            proxy.loseAnswers();
            client.getOutputStream().write(8);
            await().until(() -> heard.get() == 2 && proxy.lostBytes() == 1);
            proxy.restore();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        try (Socket next = connect()) {
            assertThat(ask(next, 9)).isEqualTo(9);
        }
    }

    @Test
    void whileStalled_nothingArrives_andAfterwardsAllDoes() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client, 7)).isEqualTo(7);
            proxy.stall();
            client.getOutputStream().write(8);
            client.setSoTimeout(50);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(heard).hasValue(1);
            proxy.restore();
            client.setSoTimeout(0);
            assertThat(client.getInputStream().read()).isEqualTo(8);
        }
    }

    @Test
    void whileRefusing_noConnectionLives() throws IOException {
        try (Socket before = connect()) {
            assertThat(ask(before, 7)).isEqualTo(7);
            proxy.refuse();
            assertThatThrownBy(() -> before.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        assertThatThrownBy(() -> ask(connect(), 8)).isInstanceOf(IOException.class);
        assertThat(proxy.refused()).isEqualTo(1);
        proxy.restore();
        try (Socket after = connect()) {
            assertThat(ask(after, 9)).isEqualTo(9);
        }
    }

    @Test
    void aServerThatIsNotThere_isARefusal() throws Exception {
        echo.close();
        server.join(); // the port is open until nobody waits in accept any more
        assertThatThrownBy(() -> ask(connect(), 8)).isInstanceOf(IOException.class);
        assertThat(proxy.accepted()).isZero();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static int ask(Socket client, int question) throws IOException {
        client.getOutputStream().write(question);
        int answer = client.getInputStream().read();
        if (answer < 0) {
            throw new IOException("closed");
        }
        return answer;
    }

    /** Gives each byte back, one connection after the other. */
    private void serve() {
        while (!echo.isClosed()) {
            try (Socket client = echo.accept()) {
                int read = client.getInputStream().read();
                while (read >= 0) {
                    heard.incrementAndGet();
                    client.getOutputStream().write(read);
                    read = client.getInputStream().read();
                }
            } catch (IOException e) {
                assertThat(e).as("the test has closed it").isNotNull();
            }
        }
    }
}
