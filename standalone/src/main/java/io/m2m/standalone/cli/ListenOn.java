package io.m2m.standalone.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where page and API are served.
 *
 * @param port 0 for any that is free
 */
public record ListenOn(String host, int port) {
    /** As it is written on the command line: a port, or a host before it. */
    static final class Text implements ITypeConverter<ListenOn> {
        private static final Pattern FORM = Pattern.compile("(?:(?:\\[([0-9A-Fa-f:.]+)]|([^:\\s]+)):)?(\\d{1,5})");
        private static final int MOST = 65_535;

        @Override
        public ListenOn convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches() || Integer.parseInt(form.group(3)) > MOST) {
                throw new TypeConversionException(
                        "\"" + text + "\" is no address to listen on; it looks like 8080 or 127.0.0.1:8080");
            }
            String host = form.group(1) != null ? form.group(1) : form.group(2);
            return new ListenOn(host == null ? "127.0.0.1" : host, Integer.parseInt(form.group(3)));
        }
    }
}
