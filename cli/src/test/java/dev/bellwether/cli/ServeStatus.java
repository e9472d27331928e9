package dev.bellwether.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What a process says of itself to {@code status}. Who asks for what it does not say gets an error with all that it says. */
public record ServeStatus(JsonNode json) {

    public boolean ready() {
        return json.path("ready").asBoolean();
    }

    /** How one of its roles does. */
    public JsonNode role(String name) {
        return entry("roles", "role", name);
    }

    /** Why ingest takes nothing; empty while it takes. */
    public String refusal() {
        return role("ingest").path("details").path("refuses").asText();
    }

    /** What has come to a stage, and what became of it. */
    public JsonNode balance(String stage) {
        return entry("balances", "stage", stage);
    }

    /** How often something was noticed. */
    public long notices(String name) {
        return entry("notices", "name", name).path("count").asLong();
    }

    private JsonNode entry(String list, String key, String name) {
        for (JsonNode entry : json.path(list)) {
            if (entry.path(key).asText().equals(name)) {
                return entry;
            }
        }
        throw new AssertionError("no " + name + " among the " + list + ": " + json);
    }
}
