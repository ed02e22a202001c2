package io.tapeline.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** The gateway's parts. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

  @Bean
  AccessToken accessToken(GatewaySettings settings) throws IOException {
    return AccessToken.at(settings.tokenFile());
  }

  @Bean
  FilterRegistrationBean<TokenFilter> tokenFilter(AccessToken token) {
    FilterRegistrationBean<TokenFilter> registration =
        new FilterRegistrationBean<>(new TokenFilter(token));
    registration.addUrlPatterns("/*");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  HttpClient httpClient(GatewaySettings settings) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(settings.upstream().connectTimeout())
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  @Bean
  RestClient upstreamClient(HttpClient httpClient, GatewaySettings settings) {
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(httpClient);
    requests.setReadTimeout(settings.upstream().timeout());
    return RestClient.builder().requestFactory(requests).build();
  }

  @Bean
  CircuitBreakerRegistry circuitBreakers(GatewaySettings settings, MeterRegistry meters) {
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .slidingWindowSize(settings.upstream().openAfter())
            .minimumNumberOfCalls(settings.upstream().openAfter())
            .failureRateThreshold(50)
            .waitDurationInOpenState(settings.upstream().openFor())
            .permittedNumberOfCallsInHalfOpenState(1)
            .recordExceptions(ResourceAccessException.class)
            .build();
    CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(config);
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(meters);
    return registry;
  }

  @Bean
  RetryRegistry retries(GatewaySettings settings, MeterRegistry meters) {
    RetryConfig config =
        RetryConfig.custom()
            .maxAttempts(settings.upstream().attempts())
            .waitDuration(settings.upstream().retryAfter())
            .retryExceptions(ResourceAccessException.class)
            .build();
    RetryRegistry registry = RetryRegistry.of(config);
    TaggedRetryMetrics.ofRetryRegistry(registry).bindTo(meters);
    return registry;
  }
}
