package dev.bellwether.console.http;

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

/** The thread that accepts connections. Unlike Netty's own it stops at once, and not after two seconds of quiet. */
public final class Acceptor extends MultiThreadIoEventLoopGroup {

    private Acceptor(String name, IoHandlerFactory transport) {
        super(1, new DefaultThreadFactory(name, true), transport);
    }

    /** One with this name, for the transport that Armeria uses. */
    public static EventLoopGroup named(String name) {
        TransportType transport = Flags.transportType();
        if (transport == TransportType.EPOLL) {
            return new Acceptor(name, EpollIoHandler.newFactory());
        }
        return transport == TransportType.NIO
                ? new Acceptor(name, NioIoHandler.newFactory())
                : EventLoopGroups.newEventLoopGroup(1, name, true);
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        return super.shutdownGracefully(0, timeout, unit);
    }
}
