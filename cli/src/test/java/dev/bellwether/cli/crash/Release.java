package dev.bellwether.cli.crash;

/**
 * A version of a service that takes traffic.
 *
 * @param errorRatio share of its requests that fail
 */
record Release(String service, String version, double errorRatio) {}
