package dev.bellwether.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.cli.demo.Expectations.Rollout;
import dev.bellwether.cli.node.Node;
import dev.bellwether.cli.terminal.FactWords;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.demo.CanaryBehaviour;
import dev.bellwether.demo.Shop;
import dev.bellwether.demo.ShopConfig;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.DeploymentSource;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.observation.otlp.Identity;
import dev.bellwether.schemas.FactJson;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * Tells what happens as it happens. Everything that is said of alerts and verdicts is read from their topics; the story only
 * starts the shop, rolls the two versions out, and does with them what their verdicts say.
 */
public final class DemoStory {

    private static final Rollout GOOD = new Rollout("catalog", "1.5.0");
    private static final Rollout BAD = new Rollout("checkout", "2.4.0");
    private static final double BAD_ERROR_RATIO = 0.20;

    /** How much is to be seen of the shop before anything is rolled out. */
    private static final Duration BASELINE = Duration.ofSeconds(10);

    /** Partitions close their windows a little apart. */
    private static final Duration WINDOW_SPREAD = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(200);

    private final Node node;
    private final Terminal terminal;
    private final boolean json;
    private final BooleanSupplier stopped;
    private final Expectations expectations = new Expectations(GOOD, BAD);
    private final LiveRates rates = new LiveRates();
    private final Announcer announcer;
    private final Instant begin = Instant.now();
    private Instant ratesDue = Instant.MAX;

    /** Announces a deployment as deploy tooling does, over the HTTP API. */
    public interface Announcer {
        void announce(String service, String version);
    }

    /**
     * @param json print the facts and nothing else, one a line
     * @param stopped whether the person has had enough
     */
    public DemoStory(Node node, Terminal terminal, boolean json, BooleanSupplier stopped, Announcer announcer) {
        this.node = node;
        this.terminal = terminal;
        this.json = json;
        this.stopped = stopped;
        this.announcer = announcer;
    }

    /**
     * Runs the demo.
     *
     * @param seed of the shop's traffic
     * @param giveUpAfter how long all facts may take to come
     * @param exit whether to return when they have; else only when the person stops it
     * @return what has not come; empty where the demo showed all it is for
     */
    public List<String> tell(long seed, Duration giveUpAfter, boolean exit) throws MalformedHistogramException {
        awaitReady(giveUpAfter);
        if (stopped.getAsBoolean()) {
            return expectations.missing();
        }
        if (!node.ready()) {
            List<String> missing = new ArrayList<>(List.of("a running " + String.join(", ", node.notReady())));
            missing.addAll(expectations.missing());
            return missing;
        }
        URI otlp = node.addresses().otlpGrpc().orElseThrow();
        Shop.silenceExporterLog();
        try (Shop shop = Shop.start(ShopConfig.of(otlp).withSeed(seed));
                FactWatch watch =
                        new FactWatch(node.cluster().client(), node.cluster().codec(), watched())) {
            introduce(shop, otlp);
            boolean rolledOut = false;
            boolean summedUp = false;
            Instant firstWindow = Instant.MAX;
            while (!stopped.getAsBoolean()) {
                for (SpecificRecord fact : watch.poll(POLL)) {
                    if (firstWindow.equals(Instant.MAX) && isOfTheShop(fact)) {
                        firstWindow = Instant.now();
                        say("The first window has closed. Rolling out soon.");
                    }
                    tell(fact, shop);
                }
                if (Instant.now().isAfter(ratesDue)) {
                    ratesDue = Instant.MAX;
                    showRates();
                }
                if (!rolledOut
                        && Instant.now().isAfter(firstWindow)
                        && elapsed(begin).compareTo(BASELINE) > 0) {
                    rolledOut = true;
                    rollOut(shop);
                }
                if (expectations.met() && !summedUp) {
                    summedUp = true;
                    sumUp(exit);
                }
                if (exit
                        && (expectations.met()
                                || expectations.impossible()
                                || elapsed(begin).compareTo(giveUpAfter) > 0)) {
                    break;
                }
            }
        }
        return expectations.missing();
    }

    /** Bellwether watches itself too. */
    private static boolean isOfTheShop(SpecificRecord fact) {
        return fact instanceof RedWindow window && !window.getService().equals(Identity.SERVICE);
    }

    private List<String> watched() {
        Topics topics = node.topics();
        return List.of(
                topics.alertEvents().name(),
                topics.verdicts().name(),
                topics.deployments().name(),
                topics.redWindows().name());
    }

    private void awaitReady(Duration patience) {
        while (!node.ready() && !stopped.getAsBoolean() && elapsed(begin).compareTo(patience) < 0) {
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void introduce(Shop shop, URI otlp) {
        say(terminal.bold("Bellwether is up") + " after " + seconds(begin) + ":");
        node.addresses().shown().forEach((name, address) -> say("  %-16s %s".formatted(name, address)));
        say("A shop sends it traces over OTLP/gRPC: its services are instrumented with the OpenTelemetry SDK.");
        shop.services()
                .forEach(service -> say("  %-16s %s at %s"
                        .formatted(
                                service.name(),
                                service.stable().version(),
                                service.stable().uri())));
        say("About 200 requests a second reach each version of checkout and catalog; 2 % of them fail. Sent to " + otlp
                + ".");
        say("Bellwether sends its own traces and metrics there too, as the service " + Identity.SERVICE + ".");
    }

    private void rollOut(Shop shop) {
        shop.deployCanary(BAD.service(), BAD.version(), CanaryBehaviour.errors(BAD_ERROR_RATIO));
        shop.deployCanary(GOOD.service(), GOOD.version(), CanaryBehaviour.good());
        say("");
        say(
                terminal.dim(
                        "Hold durations, grace and minimum bake are shorter here than by default, so that this takes a minute."));
        say(terminal.bold("Two rollouts begin") + " at " + Instant.now()
                + ", each with half of its service's requests:");
        say("  checkout 2.4.0, announced over HTTP as deploy tooling does. It has a bug: 20 % of its requests fail.");
        say("  catalog 1.5.0, announced by nobody: a new service.version in the telemetry is enough. It is fine.");
        announcer.announce(BAD.service(), BAD.version());
    }

    private void tell(SpecificRecord fact, Shop shop) throws MalformedHistogramException {
        expectations.see(fact);
        if (json) {
            if (!(fact instanceof RedWindow)) {
                terminal.line(FactJson.write(fact));
            }
            act(fact, shop);
            return;
        }
        if (fact instanceof RedWindow window) {
            if (isOfTheShop(fact) && rates.see(window)) {
                ratesDue = Instant.now().plus(WINDOW_SPREAD);
            }
        } else if (fact instanceof Alert alert && alert.getState() != AlertState.PENDING) {
            say("");
            JsonNode tree = FactJson.toTree(fact);
            FactWords.alert(tree, terminal).forEach(this::say);
        } else if (fact instanceof DeploymentEvent event) {
            deployment(event).forEach(this::say);
        } else if (fact instanceof Verdict verdict && verdict.getFinal$()) {
            say("");
            FactWords.verdict(FactJson.toTree(fact), terminal).forEach(this::say);
        }
        act(fact, shop);
    }

    /** What deploy tooling does that subscribes to the verdicts. */
    private void act(SpecificRecord fact, Shop shop) {
        if (!(fact instanceof Verdict verdict) || !verdict.getFinal$()) {
            return;
        }
        boolean running = shop.services().stream()
                .filter(service -> service.name().equals(verdict.getService()))
                .anyMatch(service -> service.canary().isPresent());
        if (running && verdict.getStatus() == VerdictStatus.FAIL) {
            shop.rollback(verdict.getService());
            say("  The shop takes it back.");
        } else if (running && verdict.getStatus() == VerdictStatus.PASS) {
            shop.promote(verdict.getService());
            say("  The shop gives it all of the service's requests.");
        }
    }

    private static List<String> deployment(DeploymentEvent event) {
        String subject = event.getService() + " " + event.getVersion();
        if (event.getPhase() != DeploymentPhase.STARTED || event.getDeployment().isEmpty()) {
            return List.of();
        }
        String how = event.getSource() == DeploymentSource.TELEMETRY
                ? ", seen in the telemetry"
                : ", announced (" + event.getSource().toString().toLowerCase(Locale.ROOT) + ")";
        return List.of("Deployment " + event.getDeployment() + ": " + subject
                + (event.getPreviousVersion().isEmpty() ? "" : " replaces " + event.getPreviousVersion()) + how);
    }

    private void showRates() throws MalformedHistogramException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("SERVICE", "VERSION", "REQ/S", "ERRORS", "P99"));
        for (LiveRates.Row row : rates.rows()) {
            if (row.service().equals(GOOD.service()) || row.service().equals(BAD.service())) {
                rows.add(List.of(
                        row.service(),
                        row.version(),
                        Output.rate(row.requestsPerSecond()),
                        Output.percent(row.errorRatio()),
                        Output.oneDecimal(row.p99Millis()) + " ms"));
            }
        }
        if (rows.size() > 1) {
            say("");
            Output.table(rows).forEach(line -> say(terminal.dim("  " + line)));
        }
    }

    private void sumUp(boolean exit) {
        say("");
        say(terminal.bold("All seen") + " after " + seconds(begin)
                + ": an alert, a FAIL and a PASS, each with its evidence.");
        if (exit) {
            return;
        }
        String server = node.addresses().console().map(URI::toString).orElse("");
        String option = server.endsWith(":8080") ? "" : " --server " + server;
        say("Look around, in another terminal:");
        say("  ./bellwether services" + option);
        say("  ./bellwether alerts" + option);
        say("  ./bellwether tail verdicts --from beginning --no-follow" + option);
        say("  ./bellwether deploy list" + option);
        say("Ctrl-C ends the demo and removes its folder.");
    }

    private void say(String text) {
        if (!json) {
            terminal.line(text);
        }
    }

    private static Duration elapsed(Instant since) {
        return Duration.between(since, Instant.now());
    }

    private static String seconds(Instant since) {
        return Output.oneDecimal(elapsed(since).toMillis() / 1000.0) + " s";
    }
}
