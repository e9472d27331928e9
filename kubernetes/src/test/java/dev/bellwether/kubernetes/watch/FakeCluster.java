package dev.bellwether.kubernetes.watch;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** fabric8's mock of an API server, which keeps objects and tells watches of them, and answers otherwise where a test says so. */
final class FakeCluster implements AutoCloseable {

    private final KubernetesCrudDispatcher objects = new KubernetesCrudDispatcher();
    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(Serialization.jsonMapper()), new MockWebServer(), new HashMap<>(), new Answers(), false);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(FakeCluster.class);

    // kept, since a logger that nobody holds forgets its level
    private static final Logger TALK = Logger.getLogger("io.fabric8.mockwebserver");

    private volatile Function<String, Optional<MockResponse>> otherwise = path -> Optional.empty();

    /** For the test's own changes to the cluster. */
    final KubernetesClient client;

    FakeCluster() {
        TALK.setLevel(Level.WARNING);
        server.init();
        this.client = server.createClient();
    }

    Config access() {
        return client.getConfiguration();
    }

    /** Answers requests for some paths in another way; nothing for the others. */
    void answer(Function<String, Optional<MockResponse>> other) {
        otherwise = other;
    }

    void answerAsUsual() {
        otherwise = path -> Optional.empty();
    }

    /** Paths, with their queries, of what was asked for. */
    List<String> requests(String beginning) {
        return requests.stream().filter(path -> path.startsWith(beginning)).toList();
    }

    /** An error as API servers write it. */
    static MockResponse error(int code, String reason) {
        return json(
                code,
                Serialization.asJson(new StatusBuilder()
                        .withStatus("Failure")
                        .withCode(code)
                        .withReason(reason)
                        .withMessage(reason)
                        .build()));
    }

    /** A page of a list of pods; the last one continues nowhere. */
    static MockResponse page(List<Pod> pods, String resourceVersion, String next) {
        return page(pods.stream().map(Serialization::asJson).collect(Collectors.joining(",")), resourceVersion, next);
    }

    static MockResponse page(String items, String resourceVersion, String next) {
        return json(200, """
                {"apiVersion":"v1","kind":"PodList","metadata":{"resourceVersion":"%s","continue":"%s"},"items":[%s]}""".formatted(resourceVersion, next, items));
    }

    private static MockResponse json(int code, String body) {
        return new MockResponse()
                .setResponseCode(code)
                .setHeader("Content-Type", "application/json")
                .setBody(body);
    }

    @Override
    public void close() {
        client.close();
        try {
            server.destroy();
        } catch (IllegalStateException e) {
            // on a busy machine the mock gives up after ten seconds; the test has seen what it wanted by then
            LOG.info("the mock did not close in time", e);
        }
    }

    private final class Answers extends Dispatcher {

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            if (!request.getMethod().equals("GET")) {
                return objects.dispatch(request);
            }
            requests.add(request.getPath());
            return otherwise.apply(request.getPath()).orElseGet(() -> objects.dispatch(request));
        }

        @Override
        public void shutdown() {
            objects.shutdown();
        }
    }
}
