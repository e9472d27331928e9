package dev.bellwether.telemetry.otlp;

/** The instrumentation scope that the next items come from. Owned by the reader; it holds only until the visitor returns. */
public final class ScopeView {

    final ByteSlice bytes = new ByteSlice();
    final ByteSlice name = new ByteSlice();
    final ByteSlice version = new ByteSlice();
    final ByteSlice schemaUrl = new ByteSlice();
    final AttributeList attributes = new AttributeList();

    ScopeView() {}

    void clear() {
        name.clear();
        version.clear();
        schemaUrl.clear();
        attributes.clear();
    }

    /** Its name; empty where the sender did not say. */
    public ByteSlice name() {
        return name;
    }

    /** Its version; empty where the sender did not say. */
    public ByteSlice version() {
        return version;
    }

    /** Where the schema of its items is described; empty where the sender did not say. */
    public ByteSlice schemaUrl() {
        return schemaUrl;
    }

    public AttributeList attributes() {
        return attributes;
    }
}
