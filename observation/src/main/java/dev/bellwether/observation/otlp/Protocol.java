package dev.bellwether.observation.otlp;

/** The forms of OTLP that the process can send. */
public enum Protocol {
    GRPC,
    HTTP_PROTOBUF
}
