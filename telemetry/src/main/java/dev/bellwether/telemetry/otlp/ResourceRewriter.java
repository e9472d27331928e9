package dev.bellwether.telemetry.otlp;

import dev.bellwether.telemetry.otlp.ResourceEdit.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds attributes to the resources of a request of any signal, in its bytes. Nothing changes but the resource, which becomes longer
 * at its end, and the lengths of the resource and of the message that it stands in: spans, data points and log records, their order,
 * and fields that are not known here keep every byte. Keeps no state between requests; for one thread.
 *
 * <p>Protobuf allows what no known sender writes: a resource behind its spans; several of them, which are merged, so that the last one
 * is added to; none, so that one is put in front; lengths in more bytes than needed.
 */
public final class ResourceRewriter {

    private static final int RESOURCE_ITEMS = 1 << 3 | WireReader.LENGTH;
    private static final int RESOURCE = 1 << 3 | WireReader.LENGTH;
    private static final int ATTRIBUTES = 1 << 3 | WireReader.LENGTH;
    private static final int KEY = 1 << 3 | WireReader.LENGTH;

    private final WireReader in = new WireReader();
    private final WireReader resourceIn = new WireReader();
    private final ResourceView view;
    private final ByteSlice key = new ByteSlice();

    /** A rewriter that shows these attributes of a resource to whoever says what is added. */
    public ResourceRewriter(AttributeSelection selection) {
        this.view = new ResourceView(Objects.requireNonNull(selection, "selection"));
    }

    /**
     * The request with what is to be added to each of its resources; the same array where that is nothing.
     *
     * @throws MalformedOtlpException if the bytes cannot be read as far as the attributes of resources; what is within spans, data
     *     points and log records is for {@link OtlpRequests#count} to check
     */
    public byte[] rewrite(byte[] request, ResourceAdditions additions) throws MalformedOtlpException {
        List<ResourceEdit> edits = new ArrayList<>();
        in.reset(request, 0, request.length);
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == RESOURCE_ITEMS) {
                edit(readBlock(), additions, edits);
            } else {
                in.skip(tag);
            }
        }
        return edits.isEmpty() ? request : write(request, edits);
    }

    private void edit(Block around, ResourceAdditions additions, List<ResourceEdit> edits)
            throws MalformedOtlpException {
        in.limit(around.end());
        SingularMessage.find(in, RESOURCE, view.bytes);
        readResource(SingularMessage.originOf(view.bytes, in, around.start()));
        List<ByteSlice> added = missing(additions.to(view));
        if (!added.isEmpty()) {
            edits.add(new ResourceEdit(around, lastResource(around), added));
        }
        in.limit(in.bytes().length);
        in.goTo(around.end());
    }

    private @Nullable Block lastResource(Block around) throws MalformedOtlpException {
        Block last = null;
        in.goTo(around.start());
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == RESOURCE) {
                last = readBlock();
                in.goTo(last.end());
            } else {
                in.skip(tag);
            }
        }
        return last;
    }

    /** Where the message is whose tag has just been read; the reader stands before its content then. */
    private Block readBlock() throws MalformedOtlpException {
        int lengthAt = in.position();
        int length = in.readLength();
        return new Block(lengthAt, in.position(), in.position() + length);
    }

    private void readResource(int origin) throws MalformedOtlpException {
        view.attributes.clear();
        beginAttributes(origin);
        while (nextAttribute()) {
            int end = resourceIn.limit();
            resourceIn.limit(resourceIn.readEnd());
            view.attributes.readKeyValue(resourceIn);
            resourceIn.limit(end);
        }
    }

    private List<ByteSlice> missing(AddedAttributes additions) throws MalformedOtlpException {
        List<AddedAttributes.Attribute> missing = new ArrayList<>(additions.attributes());
        beginAttributes(resourceIn.origin());
        while (!missing.isEmpty() && nextAttribute()) {
            int end = resourceIn.limit();
            resourceIn.limit(resourceIn.readEnd());
            readKey();
            missing.removeIf(attribute -> attribute.key().equals(key));
            resourceIn.limit(end);
        }
        return missing.stream().map(AddedAttributes.Attribute::field).toList();
    }

    private void beginAttributes(int origin) {
        ByteSlice bytes = view.bytes;
        resourceIn.reset(bytes.array(), bytes.offset(), bytes.offset() + bytes.length(), origin);
    }

    /** Goes to the length of the next attribute; false where there is none. */
    private boolean nextAttribute() throws MalformedOtlpException {
        while (resourceIn.hasMore()) {
            int tag = resourceIn.readTag();
            if (tag == ATTRIBUTES) {
                return true;
            }
            resourceIn.skip(tag);
        }
        return false;
    }

    /** Of several keys the last one counts. */
    private void readKey() throws MalformedOtlpException {
        key.clear();
        while (resourceIn.hasMore()) {
            int tag = resourceIn.readTag();
            if (tag == KEY) {
                resourceIn.readInto(key);
            } else {
                resourceIn.skip(tag);
            }
        }
    }

    private static byte[] write(byte[] request, List<ResourceEdit> edits) {
        int growth = edits.stream().mapToInt(ResourceEdit::growth).sum();
        byte[] rewritten = new byte[request.length + growth];
        int from = 0;
        int at = 0;
        for (ResourceEdit edit : edits) {
            int kept = edit.around().lengthAt() - from;
            System.arraycopy(request, from, rewritten, at, kept);
            at = edit.write(request, rewritten, at + kept);
            from = edit.around().end();
        }
        System.arraycopy(request, from, rewritten, at, request.length - from);
        return rewritten;
    }
}
