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

  private final Forwarder forwarder;

  ForwardEndpoint(Forwarder forwarder) {
    this.forwarder = forwarder;
  }

  @RequestMapping(
      path = {"/api/v1/**", "/v3/api-docs", "/v3/api-docs.yaml"},
      method = {RequestMethod.GET, RequestMethod.POST, RequestMethod.DELETE})
  void toJournal(HttpServletRequest request, HttpServletResponse response) throws IOException {
    forwarder.forward(ServiceCalls.JOURNAL, request, response);
  }

  @RequestMapping(
      path = {"/api/v1/why-not", "/api/v1/analysis/**"},
      method = RequestMethod.GET)
  void toSignal(HttpServletRequest request, HttpServletResponse response) throws IOException {
    forwarder.forward(ServiceCalls.SIGNAL, request, response);
  }
}
