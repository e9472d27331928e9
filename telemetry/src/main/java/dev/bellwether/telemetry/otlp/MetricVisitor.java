package dev.bellwether.telemetry.otlp;

/**
 * Is shown what stands in a request of metrics: each resource, then each of its scopes, each of the scope's metrics, and the metric's
 * data points. What it is given holds only until it returns.
 */
public interface MetricVisitor {

    /** The resource that what follows comes from. */
    void resource(AttributeList attributes) throws MalformedOtlpException;

    /** The scope that the next metrics come from. */
    void scope(ScopeView scope) throws MalformedOtlpException;

    /**
     * The metric that the next data points belong to.
     *
     * @return false to pass over its data points
     */
    boolean metric(MetricView metric) throws MalformedOtlpException;

    /** A data point of the metric that was shown last. */
    void point(DataPointView point) throws MalformedOtlpException;
}
