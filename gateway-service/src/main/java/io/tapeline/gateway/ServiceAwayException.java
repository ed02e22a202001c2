package io.tapeline.gateway;

/** A service gives no answer; its message says which one, in a sentence for people. */
public final class ServiceAwayException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String service;

  ServiceAwayException(String service, String what, Throwable cause) {
    super("%s-service %s.".formatted(service, what), cause);
    this.service = service;
  }

  /** Name of the service. */
  public String service() {
    return service;
  }
}
