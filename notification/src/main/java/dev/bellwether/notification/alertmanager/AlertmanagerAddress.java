package dev.bellwether.notification.alertmanager;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;
import java.util.Optional;

/**
 * Where an Alertmanager is.
 *
 * @param shown its URL without name and password: for people, and a label of meters
 * @param alerts where alerts are posted to, without name and password
 * @param authorization what the URL's name and password become in a request; empty where it has none
 */
record AlertmanagerAddress(String shown, URI alerts, Optional<String> authorization) {

    private static final String PATH = "/api/v2/alerts";

    /** @param url http or https, with a host; a path goes before that of the API */
    static AlertmanagerAddress of(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String shown = url.getScheme() + "://" + url.getHost() + port + path;
        return new AlertmanagerAddress(
                shown,
                URI.create(shown + PATH),
                Optional.ofNullable(url.getUserInfo())
                        .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8))));
    }
}
