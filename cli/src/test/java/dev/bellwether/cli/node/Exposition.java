package dev.bellwether.cli.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process shows at {@code /metrics}, read strictly: each family is announced once, with help and type, before its samples,
 * which follow in one group; no sample comes twice; names, labels and values have their syntax.
 *
 * @param text as it came
 * @param types type by family
 * @param samples value by name and labels, as written
 */
record Exposition(String text, Map<String, String> types, Map<String, Double> samples) {

    private static final Pattern HELP = Pattern.compile("# HELP ([a-z_][a-z0-9_]*) \\S.*");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_][a-z0-9_]*) (counter|gauge|summary|histogram)");
    private static final Pattern LABEL = Pattern.compile("([a-z_][a-z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\"\\\\n])*)\"");
    private static final Pattern SAMPLE = Pattern.compile("([a-z_][a-z0-9_]*)(?:\\{((?:" + LABEL.pattern() + ",?)*)})? "
            + "([-+]?(?:\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?|Inf)|NaN)");

    /** Asking is not to be traced, and so to be counted. */
    private static final String UNTRACED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    static Exposition scrape(URI server) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.resolve("/metrics"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .header("traceparent", UNTRACED)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError("/metrics answers " + answer.statusCode());
        }
        return parse(answer.body());
    }

    static Exposition parse(String text) {
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, Double> samples = new LinkedHashMap<>();
        Set<String> helped = new LinkedHashSet<>();
        String family = "";
        for (String line : text.split("\n", -1)) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                family = help.group(1);
                require(helped.add(family), "announced twice", line);
            } else if (type.matches()) {
                require(type.group(1).equals(family), "type of another family than the help before it", line);
                require(types.put(family, type.group(2)) == null, "two types", line);
            } else if (sample.matches()) {
                require(belongs(sample.group(1), family), "not of the family " + family, line);
                String key = line.substring(0, line.lastIndexOf(' '));
                require(samples.put(key, number(sample.group(5))) == null, "twice", line);
            } else {
                require(line.isEmpty(), "neither help, type nor sample", line);
            }
        }
        require(text.endsWith("\n"), "no end of line", "");
        require(types.keySet().equals(helped), "help without type", "");
        return new Exposition(text, types, samples);
    }

    /** Sum of the samples of a name whose labels contain all of these, written as {@code name="value"}. */
    double sum(String name, String... labels) {
        return samples.entrySet().stream()
                .filter(sample ->
                        sample.getKey().equals(name) || sample.getKey().startsWith(name + "{"))
                .filter(sample -> Set.of(labels).stream().allMatch(sample.getKey()::contains))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Names of the labels of a family, over all its samples. */
    Set<String> labels(String family) {
        Set<String> names = new LinkedHashSet<>();
        samples.keySet().stream()
                .filter(sample -> belongs(sample.replaceAll("\\{.*", ""), family))
                .forEach(sample -> LABEL.matcher(sample).results().forEach(label -> names.add(label.group(1))));
        return names;
    }

    private static boolean belongs(String sample, String family) {
        return sample.equals(family) || sample.matches(Pattern.quote(family) + "_(count|sum|bucket)");
    }

    private static double number(String text) {
        return text.endsWith("Inf") ? Double.parseDouble(text + "inity") : Double.parseDouble(text);
    }

    private static void require(boolean holds, String problem, String line) {
        if (!holds) {
            throw new AssertionError(problem + ": " + line);
        }
    }
}
