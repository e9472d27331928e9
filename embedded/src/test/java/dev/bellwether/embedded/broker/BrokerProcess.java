package dev.bellwether.embedded.broker;

import dev.bellwether.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;

/** An embedded broker in a JVM of its own, which can be killed. */
final class BrokerProcess implements AutoCloseable {

    private static final String READY = "listens on ";

    private final JavaProcess process;
    private final String bootstrapServers;

    private BrokerProcess(JavaProcess process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /** In the child. */
    public static void main(String[] args) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(Path.of(args[0])))) {
            System.out.println(READY + broker.bootstrapServers());
            JavaProcess.awaitParent();
        }
    }

    static BrokerProcess start(Path folder) throws IOException {
        JavaProcess process = JavaProcess.start(BrokerProcess.class, folder.toString());
        return new BrokerProcess(process, process.awaitLine(READY));
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL: nothing of it runs any more when this returns. */
    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
