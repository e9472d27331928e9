package dev.bellwether.bench.load;

import io.opentelemetry.proto.common.v1.KeyValue;

/** Attributes in OTLP. */
public final class KeyValues {

    private KeyValues() {}

    public static KeyValue text(String key, String value) {
        KeyValue.Builder attribute = KeyValue.newBuilder().setKey(key);
        attribute.getValueBuilder().setStringValue(value);
        return attribute.build();
    }

    public static KeyValue number(String key, long value) {
        KeyValue.Builder attribute = KeyValue.newBuilder().setKey(key);
        attribute.getValueBuilder().setIntValue(value);
        return attribute.build();
    }
}
