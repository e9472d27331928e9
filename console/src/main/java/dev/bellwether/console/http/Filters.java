package dev.bellwether.console.http;

import dev.bellwether.console.view.ServiceFilter;

/** Query parameters that say which services are meant. */
final class Filters {

    private Filters() {}

    static ServiceFilter service(Query query) {
        return new ServiceFilter(query.text("service"), query.text("environment"), query.text("namespace"), null);
    }

    static ServiceFilter serviceVersion(Query query) {
        return new ServiceFilter(
                query.text("service"), query.text("environment"), query.text("namespace"), query.text("version"));
    }
}
