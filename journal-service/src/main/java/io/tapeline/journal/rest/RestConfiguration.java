package io.tapeline.journal.rest;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.tapeline.core.export.Csv;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** How answers are written, and what OpenAPI says of them. */
@Configuration(proxyBeanMethods = false)
class RestConfiguration {

  static {
    SpringDocUtils.getConfig()
        .replaceWithSchema(
            BigDecimal.class,
            new StringSchema().description("decimal number in plain digits").example("0.14"));
  }

  /** Amounts as strings of plain digits: a number would lose digits in its reader. */
  @Bean
  JacksonModule amountsAsText() {
    return new SimpleModule("amounts")
        .addSerializer(
            BigDecimal.class,
            new ValueSerializer<BigDecimal>() {
              @Override
              public void serialize(
                  BigDecimal amount, JsonGenerator json, SerializationContext context) {
                json.writeString(Csv.plain(amount));
              }
            });
  }

  @Bean
  OpenAPI journalApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Tapeline journal")
                .version("v1")
                .description(
                    "What happened and why. Times are microseconds since the epoch, amounts decimal"
                        + " strings, errors problem details (RFC 9457)."));
  }

  /** Describes the parameters of the lists, which their shelves know. */
  @Bean
  OpenApiCustomizer listParameters(Shelves shelves) {
    return api ->
        shelves
            .all()
            .forEach(shelf -> describe(api.getPaths().get("/api/v1/" + shelf.name()), shelf));
  }

  /** Says of every request that changes something how it is made safe to repeat. */
  @Bean
  OpenApiCustomizer idempotencyKey() {
    return api ->
        api.getPaths().values().stream()
            .flatMap(path -> Stream.of(path.getPost(), path.getDelete()))
            .filter(Objects::nonNull)
            .forEach(operation -> operation.addParametersItem(idempotencyHeader()));
  }

  private static Parameter idempotencyHeader() {
    return new HeaderParameter()
        .name(Bodies.IDEMPOTENCY_KEY)
        .description("the same key and request again get the same answer and do nothing more")
        .schema(new StringSchema());
  }

  private static void describe(@Nullable PathItem path, Shelf<?> shelf) {
    Operation get = path == null ? null : path.getGet();
    if (get != null) {
      parameters(shelf).forEach(get::addParametersItem);
    }
  }

  private static List<Parameter> parameters(Shelf<?> shelf) {
    List<Parameter> parameters = new ArrayList<>();
    shelf
        .filters()
        .forEach(filter -> parameters.add(text(filter.parameter(), filter.description())));
    parameters.add(text(TimeSpan.FROM, "first moment: " + TimeSpan.ALLOWED));
    parameters.add(text(TimeSpan.TO, "moment after the last: " + TimeSpan.ALLOWED));
    parameters.add(text(Listing.ORDER, "asc (oldest first, the default) or desc"));
    parameters.add(text(Listing.CURSOR, "the nextCursor of the page before"));
    parameters.add(
        new QueryParameter()
            .name(Listing.LIMIT)
            .description("rows of a page, 1 to 1000, 100 if not given")
            .schema(new IntegerSchema()));
    return parameters;
  }

  private static Parameter text(String name, String description) {
    return new QueryParameter().name(name).description(description).schema(new StringSchema());
  }
}
