package dev.bellwether.processors.red;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where {@link RedWindows} keeps its windows, ordered by {@link WindowKey}. */
interface WindowStore {

    @Nullable
    WindowState get(WindowKey key);

    void put(WindowKey key, WindowState window);

    void delete(WindowKey key);

    /** The windows with {@code fromStart <= windowStart < toStart}, by key; a copy, so that the store may be changed. */
    List<Map.Entry<WindowKey, WindowState>> range(long fromStart, long toStart);

    /** Remembers that a closed window holds more than its last revision said. */
    void markChanged(WindowKey key);

    void unmarkChanged(WindowKey key);

    List<WindowKey> changed();
}
