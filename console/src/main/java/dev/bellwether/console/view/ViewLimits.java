package dev.bellwether.console.view;

/**
 * How much the views hold. At the standard limits, all full, about 150 MB.
 *
 * @param deployments deployments, and those whose verdicts are held
 * @param alerts alerts
 * @param windows windows of one operation each
 * @param versions versions of services
 */
public record ViewLimits(int deployments, int alerts, int windows, int versions) {

    public static final ViewLimits STANDARD = new ViewLimits(10_000, 20_000, 100_000, 10_000);
}
