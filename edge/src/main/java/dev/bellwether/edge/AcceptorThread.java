package dev.bellwether.edge;

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

/**
 * The thread that accepts connections, made to end as soon as its server stops. By default Netty lets two seconds pass in which
 * nothing may happen, which is a good part of the time that the whole process has for stopping.
 */
final class AcceptorThread extends MultiThreadIoEventLoopGroup {

    private AcceptorThread(String name, IoHandlerFactory transport) {
        super(1, new DefaultThreadFactory(name, true), transport);
    }

    /**
     * For {@code ServerBuilder.bossGroupFactory}. On transports other than Linux's and Java's own it ends as Netty likes.
     *
     * @param name the thread's
     */
    static EventLoopGroup named(String name) {
        TransportType transport = Flags.transportType();
        if (transport == TransportType.EPOLL) {
            return new AcceptorThread(name, EpollIoHandler.newFactory());
        }
        if (transport == TransportType.NIO) {
            return new AcceptorThread(name, NioIoHandler.newFactory());
        }
        return EventLoopGroups.newEventLoopGroup(1, name, true);
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        return super.shutdownGracefully(0, timeout, unit);
    }
}
