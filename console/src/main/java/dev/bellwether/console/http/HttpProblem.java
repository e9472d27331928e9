package dev.bellwether.console.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that cannot be served, with what its sender is told. It has no stack trace: nothing is wrong here. */
final class HttpProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient HttpStatus status;
    private final transient ObjectNode body;

    private HttpProblem(HttpStatus status, ObjectNode body, String message) {
        super(message, null, false, false);
        this.status = status;
        this.body = body;
    }

    static HttpProblem of(HttpStatus status, String message, @Nullable String whatToDo) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error").put("message", message);
        if (whatToDo != null) {
            error.put("what_to_do", whatToDo);
        }
        return new HttpProblem(status, body, message);
    }

    /** A request with something wrong in it; all that is wrong is named. */
    static HttpProblem badRequest(List<String> problems, @Nullable String whatToDo) {
        return withProblems(HttpStatus.BAD_REQUEST, problems, whatToDo);
    }

    /** The same with another status. */
    static HttpProblem withProblems(HttpStatus status, List<String> problems, @Nullable String whatToDo) {
        HttpProblem problem = of(status, String.join("; ", problems), whatToDo);
        if (problem.body.get("error") instanceof ObjectNode error) {
            problems.forEach(error.putArray("problems")::add);
        }
        return problem;
    }

    /** The same, with something beside the error. */
    HttpProblem with(String field, com.fasterxml.jackson.databind.JsonNode value) {
        body.set(field, value);
        return this;
    }

    HttpResponse response() {
        ResponseHeaders headers = Json.headers(status);
        if (status.equals(HttpStatus.TOO_MANY_REQUESTS) || status.equals(HttpStatus.SERVICE_UNAVAILABLE)) {
            headers = headers.toBuilder().setInt(HttpHeaderNames.RETRY_AFTER, 5).build();
        }
        return Json.response(headers, body);
    }
}
