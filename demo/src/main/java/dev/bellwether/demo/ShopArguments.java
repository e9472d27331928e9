package dev.bellwether.demo;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@link ShopMain} was asked for.
 *
 * @param seconds  how long there is traffic
 * @param canaries deployed at the start
 */
record ShopArguments(ShopConfig config, double seconds, List<Canary> canaries) {

    static final String USAGE = """
            usage: ShopMain --endpoint URL [--seconds N] [--rate N] [--errors RATIO] [--seed N] [--canary S:V[:R]]...
              --endpoint URL    where spans go by OTLP/gRPC, for example http://127.0.0.1:4317
              --seconds N       how long there is traffic (30)
              --rate N          requests per second for each arm, stable and canary (200)
              --errors RATIO    share of requests that fail inside each service, 0 to 1 (0.02)
              --seed N          decides all that is random (1)
              --canary S:V[:R]  version V beside the stable one of service S, with error ratio R; one for each service
            Prints the ledger of what was sent as JSON. Exit code 0: all spans were acknowledged; 1: some were not; 64: usage.""";

    private static final double DEFAULT_SECONDS = 30;

    /** A day: longer is a mistake. */
    private static final double MAX_SECONDS = 86_400;

    private static final Set<String> SINGLE = Set.of("--endpoint", "--seconds", "--rate", "--errors", "--seed");

    record Canary(String service, String version, CanaryBehaviour behaviour) {}

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with one line that says what is wrong
     */
    static ShopArguments parse(List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        List<Canary> canaries = new ArrayList<>();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            boolean canary = option.equals("--canary");
            if (!canary && !SINGLE.contains(option)) {
                throw new IllegalArgumentException("unknown option: " + option);
            }
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            String value = rest.next();
            if (canary) {
                canaries.add(canary(value));
            } else if (values.putIfAbsent(option, value) != null) {
                throw new IllegalArgumentException(option + " is given twice");
            }
        }
        requireDistinct(canaries);
        return new ShopArguments(config(values), seconds(values), List.copyOf(canaries));
    }

    private static ShopConfig config(Map<String, String> values) {
        String endpoint = values.get("--endpoint");
        if (endpoint == null) {
            throw new IllegalArgumentException("--endpoint is missing");
        }
        ShopConfig defaults = ShopConfig.of(URI.create(endpoint));
        String seed = values.get("--seed");
        return defaults.withSeed(seed == null ? defaults.seed() : wholeNumber("--seed", seed))
                .withRatePerArm(number(values, "--rate", defaults.ratePerArm()))
                .withBaseErrorRatio(number(values, "--errors", defaults.baseErrorRatio()));
    }

    private static double seconds(Map<String, String> values) {
        double seconds = number(values, "--seconds", DEFAULT_SECONDS);
        if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
            throw new IllegalArgumentException(
                    "--seconds: " + seconds + " (expected: above 0, at most " + MAX_SECONDS + ")");
        }
        return seconds;
    }

    private static Canary canary(String text) {
        String[] parts = text.split(":", -1);
        Blueprint service = Blueprint.shop().stream()
                .filter(blueprint -> blueprint.name().equals(parts[0]))
                .findFirst()
                .orElse(null);
        if (service == null || parts.length < 2 || parts.length > 3 || parts[1].isEmpty()) {
            throw new IllegalArgumentException(
                    "--canary: " + text + " (expected: SERVICE:VERSION or SERVICE:VERSION:RATIO, SERVICE one of "
                            + Blueprint.shop().stream().map(Blueprint::name).toList() + ")");
        }
        if (service.version().equals(parts[1])) {
            throw new IllegalArgumentException("--canary: " + parts[0] + " runs " + parts[1] + " already");
        }
        CanaryBehaviour behaviour =
                parts.length == 3 ? CanaryBehaviour.errors(number("--canary", parts[2])) : CanaryBehaviour.good();
        return new Canary(parts[0], parts[1], behaviour);
    }

    private static void requireDistinct(List<Canary> canaries) {
        Set<String> services = new HashSet<>();
        for (Canary canary : canaries) {
            if (!services.add(canary.service())) {
                throw new IllegalArgumentException(
                        "--canary: " + canary.service() + " has two canaries (expected: at most one)");
            }
        }
    }

    private static double number(Map<String, String> values, String option, double otherwise) {
        String value = values.get(option);
        return value == null ? otherwise : number(option, value);
    }

    private static double number(String option, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + ": " + value + " (expected: a number)", e);
        }
    }

    private static long wholeNumber(String option, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + ": " + value + " (expected: a whole number)", e);
        }
    }
}
