package io.tapeline.journal.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tapeline.core.plan.PlanType;
import io.tapeline.journal.requests.ControlRequests;
import io.tapeline.journal.requests.PlanRequests;
import io.tapeline.journal.requests.ReplayRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What people ask of the line. An answer means that the request is in the books and will be
 * published; {@code published} in its row says whether it has been.
 */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Requests", description = "What is asked of the line")
class RequestsEndpoint {

  private final ControlRequests controls;
  private final PlanRequests plans;
  private final ReplayRequests replays;

  RequestsEndpoint(ControlRequests controls, PlanRequests plans, ReplayRequests replays) {
    this.controls = controls;
    this.plans = plans;
    this.replays = replays;
  }

  @PostMapping(path = "/controls", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Halts, resumes or flattens an account",
      description =
          "halt: no new entries, open positions are managed on. resume: entries again. flatten: no"
              + " new entries, and all positions are left at the market.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      examples =
                          @ExampleObject(
                              """
                              {"action": "halt", "account": "main", "who": "ada", "why": "news at 14:00"}
                              """))))
  ResponseEntity<String> control(HttpServletRequest request) throws IOException {
    return Bodies.response(controls.create(Bodies.read(request)));
  }

  @PostMapping(path = "/plans/micro-scalp", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Creates a micro-scalp plan",
      description =
          "It arms when market and location fit, and triggers on candle signals with enough"
              + " confluence. The same plan_id with the same body again gives the plan as it"
              + " stands. GET /api/v1/schemas/plan is its JSON schema.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      examples =
                          @ExampleObject(
                              """
                              {"plan_id": "micro_scalp_001", "symbol": "XAUUSDc", "direction": "BUY",
                               "entry_price": 2000.0, "stop_loss": 1999.5, "take_profit": 2001.5,
                               "volume": 0.01,
                               "conditions": {"plan_type": "micro_scalp", "timeframe": "M1"}}
                              """))))
  ResponseEntity<String> microScalp(HttpServletRequest request) throws IOException {
    return Bodies.response(plans.create(Bodies.read(request), PlanType.MICRO_SCALP));
  }

  @PostMapping(path = "/plans", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Creates a trade plan",
      description = "The same plan_id with the same body again gives the plan as it stands.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      examples =
                          @ExampleObject(
                              """
                              {"plan_id": "breakout_7", "symbol": "BTCUSDT", "direction": "BUY",
                               "entry_price": 68000, "stop_loss": 67900,
                               "targets": [{"price": 68150, "share": 0.5},
                                           {"price": 68300, "share": 0.5}],
                               "volume": 0.01,
                               "conditions": {"plan_type": "bracket", "entry": "stop",
                                              "break_even_after_first": true}}
                              """))))
  ResponseEntity<String> plan(HttpServletRequest request) throws IOException {
    return Bodies.response(plans.create(Bodies.read(request), null));
  }

  @DeleteMapping("/plans/{id}")
  @Operation(summary = "Cancels a trade plan that is PENDING or ARMED, and what rests of a ladder")
  ResponseEntity<String> cancel(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    return Bodies.response(plans.cancel(Bodies.read(request), id));
  }

  @PostMapping(path = "/replays", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Puts a quarantined record back on its topic, once",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      examples =
                          @ExampleObject(
                              """
                              {"id": "signals-0@41/UNREADABLE", "who": "ada"}
                              """))))
  ResponseEntity<String> replay(HttpServletRequest request) throws IOException {
    return Bodies.response(replays.create(Bodies.read(request)));
  }
}
