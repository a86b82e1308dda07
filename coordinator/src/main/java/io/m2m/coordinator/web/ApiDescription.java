package io.m2m.coordinator.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;

/** What the description of the API says beside what the controllers say of themselves. */
final class ApiDescription {
    /** Reference to the answer that every refusal is. */
    static final String PROBLEM = "#/components/responses/Problem";

    private static final String DOCUMENT = "ProblemDocument";
    private static final String TOKEN = "token";

    private ApiDescription() {}

    static OpenAPI whole() {
        return new OpenAPI()
                .info(new Info()
                        .title("m2m coordinator")
                        .version("v1")
                        .description("Begins migrations, follows them and tells them what to do."))
                .components(new Components()
                        .addSchemas(DOCUMENT, problemDocument())
                        .addResponses("Problem", refused())
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("The value of M2M_API_TOKEN, when the coordinator has one.")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    private static ApiResponse refused() {
        Schema<?> problem = new Schema<>().$ref("#/components/schemas/" + DOCUMENT);
        return new ApiResponse()
                .description("Why not, as a problem document of RFC 9457.")
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(problem)));
    }

    private static Schema<?> problemDocument() {
        return new ObjectSchema()
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("A sentence for a person."))
                .addProperty("instance", new StringSchema())
                .required(List.of("title", "status"));
    }

    /** Refusals that every request may meet. */
    static void complete(OpenAPI api) {
        api.getPaths()
                .forEach((path, item) -> item.readOperations().forEach(operation -> {
                    operation.getResponses().addApiResponse("401", refusal());
                    operation.getResponses().addApiResponse("503", refusal());
                    if (path.contains("{id}")) {
                        operation.getResponses().addApiResponse("404", refusal());
                    }
                    if (operation.getRequestBody() != null) {
                        operation.getResponses().addApiResponse("400", refusal());
                    }
                }));
    }

    private static ApiResponse refusal() {
        return new ApiResponse().$ref(PROBLEM);
    }
}
