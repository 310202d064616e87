package dev.dynolift.inventory;

import java.util.List;
import java.util.Optional;

/** Tells which apps keep connections open that may be quiet for long: WebSockets and streams of events. */
public final class OpenConnections {

    /** What an app itself asks for; what comes along with a tool for builds is in no package.json. */
    private static final List<String> LIBRARIES = List.of(
            "socket.io",
            "ws",
            "express-ws",
            "@fastify/websocket",
            "fastify-websocket",
            "@nestjs/websockets",
            "@nestjs/platform-socket.io",
            "@nestjs/platform-ws",
            "uWebSockets.js",
            "sockjs",
            "faye",
            "primus",
            "graphql-ws",
            "subscriptions-transport-ws",
            "koa-websocket",
            "better-sse",
            "express-sse",
            "channels",
            "daphne",
            "django-eventstream",
            "flask-socketio",
            "flask-sock",
            "python-socketio",
            "flask-sse",
            "sse-starlette",
            "websockets",
            "faye-websocket",
            "faye-rails",
            "anycable",
            "anycable-rails",
            "message_bus",
            "websocket-rails",
            "tubesock",
            "em-websocket",
            "async-websocket");

    private OpenConnections() {}

    /** What keeps them open: "Action Cable", "socket.io"; empty when nothing is known to. */
    public static Optional<String> of(RepositoryFacts code) {
        return Boolean.TRUE.equals(code.usesActionCable())
                ? Optional.of("Action Cable")
                : LIBRARIES.stream()
                        .filter(library -> code.version(library).isPresent())
                        .findFirst();
    }
}
