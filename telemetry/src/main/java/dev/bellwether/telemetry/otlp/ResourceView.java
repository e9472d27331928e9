package dev.bellwether.telemetry.otlp;

/** The resource that the next spans come from. Owned by the reader; it holds only until the visitor returns. */
public final class ResourceView {

    final ByteSlice bytes = new ByteSlice();
    final SelectedAttributes attributes;

    ResourceView(AttributeSelection selection) {
        this.attributes = new SelectedAttributes(selection);
    }

    /**
     * All bytes of the resource, for example to look up what is known of it; empty where there is none. Equal bytes mean
     * equal resources; one resource may be written in several ways.
     */
    public ByteSlice bytes() {
        return bytes;
    }

    /** The attribute with this index in the selection that the reader was made with. */
    public AttributeValue attribute(int index) {
        return attributes.value(index);
    }
}
