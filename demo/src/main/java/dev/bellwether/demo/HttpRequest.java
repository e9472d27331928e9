package dev.bellwether.demo;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to a server on loopback.
 *
 * @param port    of the server
 * @param method  HTTP method
 * @param path    and query
 * @param headers besides those that frame the message; added to until it is sent
 * @param body    UTF-8; null: none
 */
record HttpRequest(
        int port,
        String method,
        String path,
        Map<String, String> headers,
        @Nullable String body) {

    static HttpRequest to(int port, String method, String path, @Nullable String body) {
        return new HttpRequest(port, method, path, new LinkedHashMap<>(), body);
    }

    /** As it goes over the wire, HTTP/1.1. */
    byte[] bytes() {
        StringBuilder text = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(Loopback.HOST)
                .append(':')
                .append(port)
                .append("\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        if (body != null) {
            text.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        text.append("\r\n");
        if (body != null) {
            text.append(body);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
