package dev.bellwether.cli.config;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The memory that there is. */
final class Memory {

    private Memory() {}

    /** Bytes of the machine, or of the container where it may have less. */
    static long total() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
