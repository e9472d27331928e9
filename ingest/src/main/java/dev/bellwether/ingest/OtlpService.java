package dev.bellwether.ingest;

import com.linecorp.armeria.server.HttpService;
import dev.bellwether.telemetry.otlp.Signal;

/** Takes requests for one signal. */
interface OtlpService extends HttpService {

    Signal signal();
}
