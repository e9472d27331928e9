package dev.bellwether.cli;

import picocli.CommandLine.Option;

/** The options that name a version of a service. */
final class ServiceOptions {

    @Option(
            names = "--service",
            required = true,
            paramLabel = "NAME",
            description = "service.name; a bare name where only one service has it.")
    String service = "";

    @Option(
            names = "--version",
            required = true,
            paramLabel = "VERSION",
            description = "service.version, with or without a leading v.")
    String version = "";

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "",
            description = "deployment.environment.name, where several services have the name.")
    String environment = "";

    @Option(names = "--namespace", paramLabel = "NAME", defaultValue = "", description = "service.namespace, likewise.")
    String namespace = "";
}
