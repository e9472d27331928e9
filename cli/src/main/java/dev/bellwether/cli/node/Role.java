package dev.bellwether.cli.node;

import dev.bellwether.console.status.RoleState;
import dev.bellwether.console.status.RoleStatus;
import dev.bellwether.processors.runtime.StreamsApp;
import java.util.Map;
import java.util.function.Supplier;

/** A role as {@code /readyz} and {@code status} show it. */
record Role(String name, Supplier<RoleState> standing, Supplier<Map<String, String>> about) implements RoleStatus {

    /** A Kafka Streams application: running only while all of its tasks are. */
    static Role of(StreamsApp app) {
        return new Role(
                app.name(),
                () -> switch (app.state()) {
                    case RUNNING -> RoleState.RUNNING;
                    case CREATED, REBALANCING -> RoleState.STARTING;
                    case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> RoleState.FAILED;
                },
                Map::of);
    }

    @Override
    public RoleState state() {
        return standing.get();
    }

    @Override
    public Map<String, String> details() {
        return about.get();
    }
}
