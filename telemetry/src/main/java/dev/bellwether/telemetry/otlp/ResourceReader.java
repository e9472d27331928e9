package dev.bellwether.telemetry.otlp;

/** Reads the resource that stands beside items, in any place and number of pieces. */
final class ResourceReader {

    /** The number is the same in the requests of all signals. */
    private static final int RESOURCE = 1 << 3 | WireReader.LENGTH;

    private static final int ATTRIBUTES = 1 << 3 | WireReader.LENGTH;

    private final WireReader in = new WireReader();
    private final ResourceView resource;

    ResourceReader(AttributeSelection selection) {
        this.resource = new ResourceView(selection);
    }

    /** The resource in the message that {@code around} stands at the beginning of, and stands at again afterwards. */
    ResourceView read(WireReader around) throws MalformedOtlpException {
        int start = around.position();
        SingularMessage.find(around, RESOURCE, resource.bytes);
        readAttributes(SingularMessage.originOf(resource.bytes, around, start));
        around.goTo(start);
        return resource;
    }

    private void readAttributes(int origin) throws MalformedOtlpException {
        ByteSlice bytes = resource.bytes;
        resource.attributes.clear();
        int end = bytes.offset() + bytes.length();
        in.reset(bytes.array(), bytes.offset(), end, origin);
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == ATTRIBUTES) {
                in.limit(in.readEnd());
                resource.attributes.readKeyValue(in);
                in.limit(end);
            } else {
                in.skip(tag);
            }
        }
    }
}
