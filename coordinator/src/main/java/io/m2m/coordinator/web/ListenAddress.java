package io.m2m.coordinator.web;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Where the API listens: on this machine only, unless it is told otherwise and guarded by a token. */
final class ListenAddress {
    private ListenAddress() {}

    /**
     * @param address as configured, absent for this machine only
     * @throws ProblemException when others could reach an API without a token
     */
    static InetAddress of(@Nullable String address, @Nullable String token) {
        if (address == null || address.isBlank()) {
            return InetAddress.getLoopbackAddress();
        }
        InetAddress resolved = resolve(address);
        if (!resolved.isLoopbackAddress() && (token == null || token.isBlank())) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "the API is to listen on " + address
                            + ", where other machines can reach it, but there is no token; set M2M_API_TOKEN, or let it"
                            + " listen on 127.0.0.1");
        }
        return resolved;
    }

    private static InetAddress resolve(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException unknown) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "the API is to listen on " + address + ", which is no address of this machine",
                    unknown);
        }
    }
}
