package io.tapeline.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** What the services answer: signal-service of the present, the journal of all else. */
@Controller
class ForwardEndpoint {

  private static final String JOURNAL = "journal";
  private static final String SIGNAL = "signal";

  private final Forwarder forwarder;
  private final GatewaySettings settings;

  ForwardEndpoint(Forwarder forwarder, GatewaySettings settings) {
    this.forwarder = forwarder;
    this.settings = settings;
  }

  @RequestMapping(
      path = {"/api/v1/**", "/v3/api-docs", "/v3/api-docs.yaml"},
      method = {RequestMethod.GET, RequestMethod.POST, RequestMethod.DELETE})
  void toJournal(HttpServletRequest request, HttpServletResponse response) throws IOException {
    forwarder.forward(JOURNAL, settings.services().journal(), request, response);
  }

  @RequestMapping(
      path = {"/api/v1/why-not", "/api/v1/analysis/**"},
      method = RequestMethod.GET)
  void toSignal(HttpServletRequest request, HttpServletResponse response) throws IOException {
    forwarder.forward(SIGNAL, settings.services().signal(), request, response);
  }
}
