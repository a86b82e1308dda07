package io.m2m.coordinator.web;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers whatever goes wrong with an RFC 9457 problem document. */
@RestControllerAdvice
final class ProblemDocuments extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemDocuments.class);

    @ExceptionHandler
    ProblemDetail problem(ProblemException failure) {
        Problem problem = failure.problem();
        return ProblemDetail.forStatusAndDetail(
                failure.retryable() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.INTERNAL_SERVER_ERROR,
                problem.sentence());
    }

    @ExceptionHandler
    ProblemDetail defect(Exception failure) {
        log.atError().setCause(failure).log("request failed");
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "the request failed; the coordinator's log says why");
    }
}
