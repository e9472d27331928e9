package dev.bellwether.observation;

import com.sun.management.OperatingSystemMXBean;
import dev.bellwether.observation.meter.Libraries;
import dev.bellwether.observation.meter.MeterSpec;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JVM and the process, as Micrometer measures them: those of its meters that the catalogue names. */
public final class RuntimeMeters implements AutoCloseable {

    private static final Pattern RUNTIME = Pattern.compile("(jvm|process|system)\\..*");

    private static final Set<String> SHOWN =
            Libraries.Runtime.ALL.stream().map(MeterSpec::name).collect(Collectors.toUnmodifiableSet());

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_KIB = 1024;
    private static final Path MEMORY = Path.of("/proc/self/status");
    private static final Pattern RESIDENT_KIB = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** Call it once for a registry, before anything else is measured there. */
    public void bindTo(MeterRegistry registry) {
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                boolean hidden = RUNTIME.matcher(id.getName()).matches() && !SHOWN.contains(id.getName());
                return hidden ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
            }
        });
        List<MeterBinder> binders = List.of(
                new JvmMemoryMetrics(),
                collections,
                new JvmThreadMetrics(),
                new ClassLoaderMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics(),
                new FileDescriptorMetrics());
        binders.forEach(binder -> binder.bindTo(registry));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            Libraries.Runtime.CPU.counter(registry, system, it -> it.getProcessCpuTime() / NANOS_PER_SECOND);
        }
        Libraries.Runtime.RESIDENT_MEMORY.gauge(registry, MEMORY, RuntimeMeters::residentBytes);
    }

    private static double residentBytes(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.map(RESIDENT_KIB::matcher)
                    .filter(Matcher::matches)
                    .mapToDouble(line -> Double.parseDouble(line.group(1)) * BYTES_PER_KIB)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN; // another system than Linux
        }
    }

    /** Listens to the garbage collector no longer. */
    @Override
    public void close() {
        collections.close();
    }
}
