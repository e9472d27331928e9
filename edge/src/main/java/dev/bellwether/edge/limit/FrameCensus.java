package dev.bellwether.edge.limit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.function.LongSupplier;

/**
 * Looks at what is written to an HTTP/2 client: an acknowledgement for each of its PING and SETTINGS frames, resets of its requests, and how
 * its connection ends. Netty bounds the acknowledgements that wait to be written, and the resets that a client makes it send (CVE-2025-55163),
 * only where it builds the encoder itself, which Armeria does for it; so a client that sends such frames and reads nothing would fill the
 * memory, and one that makes mistakes on purpose would have its requests begun without end.
 *
 * <p>Netty writes the head of each frame in one piece, which is recognised by its length and first bytes (RFC 9113, section 4.1).
 */
final class FrameCensus extends ChannelDuplexHandler {

    private static final int HEADER_BYTES = 9;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int ACK = 1;
    private static final int MAX_PAYLOAD_BYTES = 8;
    private static final long NO_ERROR = 0;
    private static final long PROTOCOL_ERROR = 1;
    private static final long INTERNAL_ERROR = 2;
    private static final long REFUSED_STREAM = 7;
    private static final long CANCEL = 8;
    private static final long ENHANCE_YOUR_CALM = 11;

    private static final ByteBuf HTTP_1 = ascii("HTTP/1.");
    private static final ByteBuf HEADERS_TOO_LARGE = ascii("HTTP/1.1 431");
    private static final ByteBuf LINE_TOO_LONG = ascii("HTTP/1.1 414");

    private final ConnectionLimits limits;
    private final PerMinute pings;
    private final PerMinute resets;

    FrameCensus(ConnectionLimits limits, HttpLimits.Http2 http2, LongSupplier nanoTime) {
        this.limits = limits;
        this.pings = new PerMinute(http2.maxPings(), nanoTime);
        this.resets = new PerMinute(http2.maxResets(), nanoTime);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof ByteBuf bytes && bytes.readableBytes() >= HEADER_BYTES) {
            look(context, bytes);
        }
        super.write(context, message, promise);
    }

    private void look(ChannelHandlerContext context, ByteBuf bytes) {
        if (startsWith(bytes, HTTP_1)) {
            ConnectionLimits.asked(context.channel());
            if (startsWith(bytes, HEADERS_TOO_LARGE) || startsWith(bytes, LINE_TOO_LONG)) {
                limits.count(Breach.HEADER_BYTES);
            }
        } else if (bytes.readableBytes() - HEADER_BYTES <= MAX_PAYLOAD_BYTES) {
            lookAtFrame(context, bytes);
        }
    }

    private void lookAtFrame(ChannelHandlerContext context, ByteBuf bytes) {
        int length = bytes.readableBytes() - HEADER_BYTES;
        int announced = bytes.getUnsignedMedium(bytes.readerIndex());
        int type = bytes.getUnsignedByte(bytes.readerIndex() + 3);
        boolean ack = bytes.getUnsignedByte(bytes.readerIndex() + 4) == ACK;
        if (ack && announced == length && (type == PING || (type == SETTINGS && length == 0))) {
            ConnectionLimits.asked(context.channel()); // Our own settings go out as soon as a preface has begun.
            require(context, pings, Breach.PINGS);
        } else if (type == RST_STREAM && announced == length && length == 4) {
            reset(context, errorCode(bytes));
        } else if (type == GO_AWAY && announced >= length && length == MAX_PAYLOAD_BYTES) {
            ended(errorCode(bytes)); // what it says in words follows in a piece of its own
        }
    }

    private void reset(ChannelHandlerContext context, long errorCode) {
        ended(errorCode);
        boolean answeredBeforeItsEnd = errorCode == NO_ERROR || errorCode == CANCEL;
        boolean ownFault = errorCode == INTERNAL_ERROR;
        if (!answeredBeforeItsEnd && !ownFault) {
            require(context, resets, Breach.RESETS);
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

    private static boolean startsWith(ByteBuf bytes, ByteBuf prefix) {
        return bytes.readableBytes() >= prefix.readableBytes()
                && ByteBufUtil.equals(bytes, bytes.readerIndex(), prefix, prefix.readerIndex(), prefix.readableBytes());
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.unreleasableBuffer(
                Unpooled.wrappedBuffer(text.getBytes(US_ASCII)).asReadOnly());
    }

    /** The last four bytes of both frames. */
    private static long errorCode(ByteBuf bytes) {
        return bytes.getUnsignedInt(bytes.writerIndex() - 4);
    }

    private void require(ChannelHandlerContext context, PerMinute within, Breach breach) {
        if (within.isFirstTooMany()) {
            limits.count(breach);
            context.close();
        }
    }
}
