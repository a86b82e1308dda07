package io.m2m.coordinator.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Lets only those use the API who know the token. The page and the health of the service hold no secrets and stay open. */
final class ApiToken extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final byte[] token;
    private final JsonMapper mapper;

    ApiToken(String token, JsonMapper mapper) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.mapper = mapper;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (given != null && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) && isToken(given)) {
            chain.doFilter(request, response);
            return;
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNAUTHORIZED,
                (given == null ? "the API wants a token" : "this is not the API's token")
                        + "; send the header Authorization: Bearer with the value of the coordinator's M2M_API_TOKEN");
        response.setStatus(problem.getStatus());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME.trim());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(mapper.writeValueAsBytes(problem));
    }

    /** Takes as long whatever was given. */
    private boolean isToken(String given) {
        byte[] bytes = given.substring(SCHEME.length()).trim().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(bytes, token);
    }
}
