package io.m2m.standalone.cli;

import picocli.CommandLine.Option;

/** Where page and API are, of the commands that serve them. */
final class ListenOption {
    @Option(
            names = "--listen",
            paramLabel = "[HOST:]PORT",
            converter = ListenOn.Text.class,
            description = "where page and API are; off this machine it wants M2M_API_TOKEN (default: ${DEFAULT-VALUE})",
            defaultValue = "127.0.0.1:8080")
    private ListenOn listen = new ListenOn("127.0.0.1", 8080);

    ListenOn on() {
        return listen;
    }
}
