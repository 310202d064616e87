package dev.dynolift.rest;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** What a vendor answered. Shows no body: it may hold secrets. */
public record Answer(JsonNode body, HttpHeaders headers) {

    @Override
    public String toString() {
        return "Answer";
    }
}
