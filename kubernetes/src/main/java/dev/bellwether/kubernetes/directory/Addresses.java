package dev.bellwether.kubernetes.directory;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IP addresses in one spelling, so that they can be compared as text. */
final class Addresses {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Of an IPv6 address with an IPv4 address in it. What is longer is none, and telemetry may say it in any length. */
    private static final int MAX_LENGTH = 45;

    private Addresses() {}

    /** An IPv6 address in full, without its zone; one that stands for an IPv4 address as that. Other text as it is. */
    static String canonical(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        if (address.length() > MAX_LENGTH
                || IPV4.matcher(address).matches()
                || !IPV6.matcher(address).matches()) {
            return address;
        }
        try {
            // within brackets nothing but an address is looked for, and no name is ever asked for
            return InetAddress.getByName("[" + address + "]").getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
