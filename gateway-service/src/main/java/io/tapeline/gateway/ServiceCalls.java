package io.tapeline.gateway;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Calls the services' REST. A GET is tried again, nothing else is; a service that keeps failing is
 * left alone for a moment.
 */
@Component
public class ServiceCalls {

  /** The service that answers of the books, and takes requests. */
  public static final String JOURNAL = "journal";

  /** The service that answers of the present. */
  public static final String SIGNAL = "signal";

  /** Tells a service who asks. The gateway alone sets it: what comes from outside is not it. */
  public static final String CLIENT_HEADER = "X-Tapeline-Client";

  private static final Logger LOG = LoggerFactory.getLogger(ServiceCalls.class);

  private final RestClient client;
  private final GatewaySettings settings;
  private final CircuitBreakerRegistry circuitBreakers;
  private final RetryRegistry retries;

  ServiceCalls(
      RestClient client,
      GatewaySettings settings,
      CircuitBreakerRegistry circuitBreakers,
      RetryRegistry retries) {
    this.client = client;
    this.settings = settings;
    this.circuitBreakers = circuitBreakers;
    this.retries = retries;
  }

  /**
   * The service's own answer, whatever its status; the caller closes it.
   *
   * @param service its name, for people
   * @param pathAndQuery encoded
   * @param more adds headers and a body
   * @throws ServiceAwayException if there is no answer
   */
  public ClientHttpResponse call(
      String service,
      HttpMethod method,
      String pathAndQuery,
      Consumer<RestClient.RequestBodySpec> more)
      throws ServiceAwayException {
    URI base = settings.services().byName().get(service);
    if (base == null) {
      throw new IllegalArgumentException("no service is called " + service);
    }
    URI target = URI.create(base.toString().replaceFirst("/$", "") + pathAndQuery);
    CircuitBreaker breaker = circuitBreakers.circuitBreaker(service);
    Supplier<ClientHttpResponse> call =
        CircuitBreaker.decorateSupplier(breaker, () -> send(method, target, more));
    if (method.equals(HttpMethod.GET)) {
      call = Retry.decorateSupplier(retries.retry(service), call);
    }
    try {
      return call.get();
    } catch (ResourceAccessException failure) {
      LOG.warn("{} does not answer: {}", service, failure.getMessage());
      throw new ServiceAwayException(service, "does not answer", failure);
    } catch (CallNotPermittedException open) {
      throw new ServiceAwayException(
          service, "has not answered lately and is left alone for a moment", open);
    }
  }

  private ClientHttpResponse send(
      HttpMethod method, URI target, Consumer<RestClient.RequestBodySpec> more) {
    RestClient.RequestBodySpec call = client.method(method).uri(target);
    more.accept(call);
    ClientHttpResponse answer = call.exchange((_, received) -> received, false);
    if (answer == null) {
      throw new ResourceAccessException("no answer from " + target.getAuthority());
    }
    return answer;
  }
}
