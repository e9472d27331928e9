package dev.bellwether.bench.load;

/** Whose telemetry a request holds. */
public enum Shape {
    /** That of one service, as an SDK exports it. */
    SDK(1),
    /** That of many services mixed, as a Collector that gathers for them exports it. */
    GATEWAY(50);

    private final int servicesOfARequest;

    Shape(int servicesOfARequest) {
        this.servicesOfARequest = servicesOfARequest;
    }

    /** How many services a request speaks of, where there are as many services and items. */
    public int servicesOfARequest() {
        return servicesOfARequest;
    }
}
