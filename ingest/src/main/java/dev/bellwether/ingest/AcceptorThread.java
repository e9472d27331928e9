package dev.bellwether.ingest;

import com.linecorp.armeria.common.Flags;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.common.util.TransportType;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Accepts connections, and ends without the two seconds of quiet that Netty waits for by default and that nobody has when stopping. */
final class AcceptorThread extends MultiThreadIoEventLoopGroup {

    private AcceptorThread(String name, IoHandlerFactory transport) {
        super(1, new DefaultThreadFactory(name, true), transport);
    }

    /** For {@code ServerBuilder.bossGroupFactory}. Transports other than epoll and NIO keep Netty's own way. */
    static EventLoopGroup named(String name) {
        TransportType transport = Flags.transportType();
        return switch (transport) {
            case EPOLL -> new AcceptorThread(name, EpollIoHandler.newFactory());
            case NIO -> new AcceptorThread(name, NioIoHandler.newFactory());
            default -> EventLoopGroups.newEventLoopGroup(1, name, true);
        };
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        return super.shutdownGracefully(0, timeout, unit);
    }
}
