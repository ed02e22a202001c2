package io.tapeline.signal.rest;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What OpenAPI says of the service. */
@Configuration(proxyBeanMethods = false)
class RestConfiguration {

  @Bean
  OpenAPI signalApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Tapeline signals")
                .version("v1")
                .description(
                    "What the strategies see now. Amounts are decimal strings, errors problem"
                        + " details (RFC 9457)."));
  }
}
