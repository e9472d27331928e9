package dev.bellwether.cli;

import picocli.CommandLine;

/** The option that says how fast a load is. */
final class LoadRate {

    private LoadRate() {}

    /**
     * Items a second; 0 for as many as are acknowledged.
     *
     * @throws CommandLine.ParameterException if it is neither a number nor {@code max}
     */
    static double parse(CommandLine command, String rate) {
        if (rate.equals("max")) {
            return 0;
        }
        try {
            double perSecond = Double.parseDouble(rate);
            if (perSecond > 0) {
                return perSecond;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new CommandLine.ParameterException(command, "--rate: \"" + rate + "\" (expected: more than 0, or max)");
    }
}
