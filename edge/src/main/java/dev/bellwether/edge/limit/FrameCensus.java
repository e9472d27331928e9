package dev.bellwether.edge.limit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Looks at what is written to an HTTP/2 client: an acknowledgement for each of its PING and SETTINGS frames, and how its requests and its
 * connection end. Netty bounds the acknowledgements that wait to be written only where it builds the encoder itself, which Armeria does
 * for it; so a client that sends such frames and reads nothing would fill the memory.
 *
 * <p>Netty writes the head of each frame in one piece, which is recognised by its length and first bytes (RFC 9113, section 4.1).
 */
final class FrameCensus extends ChannelDuplexHandler {

    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

    private static final int HEADER_BYTES = 9;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int ACK = 1;
    private static final int MAX_PAYLOAD_BYTES = 8;
    private static final long PROTOCOL_ERROR = 1;
    private static final long REFUSED_STREAM = 7;
    private static final long ENHANCE_YOUR_CALM = 11;

    private static final byte[] HTTP_1_TOO_LARGE = "HTTP/1.1 431".getBytes(US_ASCII);

    private final ConnectionLimits limits;
    private final int maxPings;
    private final LongSupplier nanoTime;
    private long windowStart;
    private int pings;

    FrameCensus(ConnectionLimits limits, int maxPings, LongSupplier nanoTime) {
        this.limits = limits;
        this.maxPings = maxPings;
        this.nanoTime = nanoTime;
        this.windowStart = nanoTime.getAsLong();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof ByteBuf bytes) {
            ConnectionLimits.asked(context.channel());
            look(context, bytes);
        }
        super.write(context, message, promise);
    }

    private void look(ChannelHandlerContext context, ByteBuf bytes) {
        int length = bytes.readableBytes() - HEADER_BYTES;
        if (length > MAX_PAYLOAD_BYTES && startsWith(bytes, HTTP_1_TOO_LARGE)) {
            limits.count(Breach.HEADER_BYTES);
        }
        if (length < 0 || length > MAX_PAYLOAD_BYTES) {
            return;
        }
        int announced = bytes.getUnsignedMedium(bytes.readerIndex());
        int type = bytes.getUnsignedByte(bytes.readerIndex() + 3);
        boolean ack = bytes.getUnsignedByte(bytes.readerIndex() + 4) == ACK;
        if (ack && announced == length && (type == PING || (type == SETTINGS && length == 0))) {
            pinged(context);
        } else if (type == RST_STREAM && announced == length && length == 4) {
            ended(errorCode(bytes));
        } else if (type == GO_AWAY && announced >= length && length == MAX_PAYLOAD_BYTES) {
            ended(errorCode(bytes)); // what it says in words follows in a piece of its own
        }
    }

    private void ended(long errorCode) {
        if (errorCode == REFUSED_STREAM) {
            limits.count(Breach.STREAMS);
        } else if (errorCode == ENHANCE_YOUR_CALM) {
            limits.count(Breach.CALM);
        } else if (errorCode == PROTOCOL_ERROR) {
            limits.count(Breach.PROTOCOL);
        }
    }

    private static boolean startsWith(ByteBuf bytes, byte[] prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (bytes.getByte(bytes.readerIndex() + i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** The last four bytes of both frames. */
    private static long errorCode(ByteBuf bytes) {
        return bytes.getUnsignedInt(bytes.writerIndex() - 4);
    }

    private void pinged(ChannelHandlerContext context) {
        long now = nanoTime.getAsLong();
        if (now - windowStart > WINDOW_NANOS) {
            windowStart = now;
            pings = 0;
        }
        pings++;
        if (pings == maxPings + 1) {
            limits.count(Breach.PINGS);
            context.close();
        }
    }
}
