package io.m2m.standalone.services;

import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.LoggingSystem;

/** This program has set its logging up by the time a service starts: Spring keeps its hands off, and all log to one place. */
public final class OwnLogging {
    private OwnLogging() {}

    public static void keep() {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        // The web server logs by java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
