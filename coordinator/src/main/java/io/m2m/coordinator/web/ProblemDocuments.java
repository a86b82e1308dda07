package io.m2m.coordinator.web;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

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

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, why(unreadable));
        return handleExceptionInternal(unreadable, problem, headers, status, request);
    }

    private static String why(HttpMessageNotReadableException unreadable) {
        for (Throwable cause : ProblemException.causes(unreadable).toList()) {
            if (cause instanceof UnrecognizedPropertyException unknown) {
                return "there is no \"" + unknown.getPropertyName() + "\" in this request; it may have "
                        + unknown.getKnownPropertyIds().stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(Collectors.joining(", "));
            }
            if (cause instanceof IllegalArgumentException refused && refused.getMessage() != null) {
                return refused.getMessage();
            }
            if (cause instanceof JacksonException unfit && unfit.getCause() == null) {
                return "the request cannot be read: " + unfit.getOriginalMessage();
            }
        }
        return "the request needs a body, a JSON object";
    }

    @ExceptionHandler
    ProblemDetail defect(Exception failure) {
        log.atError().setCause(failure).log("request failed");
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "the request failed; the coordinator's log says why");
    }
}
