package dev.bellwether.observation.otlp;

import dev.bellwether.observation.log.LimitedWarning;
import dev.bellwether.observation.meter.Catalogue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what receivers answered to the exports of one signal, and warns now and then. Thread-safe. */
final class ExportOutcomes {

    private static final Logger log = LoggerFactory.getLogger(ExportOutcomes.class);

    private final String signal;
    private final LimitedWarning warning = new LimitedWarning(log);
    private final Counter done;
    private final Counter failed;

    ExportOutcomes(String signal, MeterRegistry meters) {
        this.signal = signal;
        this.done = Catalogue.Export.REQUESTS.counter(meters, signal, "done");
        this.failed = Catalogue.Export.REQUESTS.counter(meters, signal, "failed");
    }

    void take(CompletableResultCode result) {
        if (result.isSuccess()) {
            done.increment();
            return;
        }
        failed.increment();
        warning.warn(
                "the {} of this process itself were not taken by telemetry.endpoint: {}",
                signal,
                words(result.getFailureThrowable()));
    }

    private static String words(@Nullable Throwable failure) {
        if (failure == null) {
            return "no answer in time";
        }
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
    }
}
