package io.m2m.coordinator.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Refusals in words for the caller. */
final class Problems {
    private Problems() {}

    static ErrorResponseException badRequest(String sentence) {
        return problem(HttpStatus.BAD_REQUEST, sentence);
    }

    static ErrorResponseException notFound(String sentence) {
        return problem(HttpStatus.NOT_FOUND, sentence);
    }

    static ErrorResponseException unknownMigration(String id) {
        return notFound("there is no migration " + id);
    }

    /** What was asked for does not apply now. */
    static ErrorResponseException conflict(String sentence) {
        return problem(HttpStatus.CONFLICT, sentence);
    }

    private static ErrorResponseException problem(HttpStatus status, String sentence) {
        ErrorResponseException problem = new ErrorResponseException(status);
        problem.setDetail(sentence);
        return problem;
    }
}
