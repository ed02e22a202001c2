package io.tapeline.journal.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tapeline.journal.books.ControlRow;
import io.tapeline.journal.books.Controls;
import io.tapeline.journal.books.DecisionRow;
import io.tapeline.journal.books.EquityRow;
import io.tapeline.journal.books.FillRow;
import io.tapeline.journal.books.OrderRow;
import io.tapeline.journal.books.PlanHistory;
import io.tapeline.journal.books.PlanRow;
import io.tapeline.journal.books.Plans;
import io.tapeline.journal.books.PositionRow;
import io.tapeline.journal.books.QuarantineRow;
import io.tapeline.journal.books.QuarantinedInputs;
import io.tapeline.journal.books.SignalRow;
import io.tapeline.journal.books.TradeRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The books as lists, oldest first unless asked otherwise. Which parameters a list takes is said by
 * its {@link Shelf}.
 */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Books", description = "What happened, as lists")
class BooksEndpoint {

  private final Shelves shelves;
  private final Controls controlBook;
  private final Plans planBook;
  private final PlanHistory history;
  private final QuarantinedInputs quarantineBook;

  BooksEndpoint(
      Shelves shelves,
      Controls controls,
      Plans plans,
      QuarantinedInputs quarantinedInputs,
      PlanHistory history) {
    this.history = history;
    this.shelves = shelves;
    this.controlBook = controls;
    this.planBook = plans;
    this.quarantineBook = quarantinedInputs;
  }

  @GetMapping("/trades")
  @Operation(summary = "Closed positions, by exit time")
  Page<TradeRow> trades(@Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    return Listing.of(shelves.trades, parameters).page();
  }

  @GetMapping("/positions")
  @Operation(summary = "Positions in their latest state, by entry time")
  Page<PositionRow> positions(
      @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    return Listing.of(shelves.positions, parameters).page();
  }

  @GetMapping("/orders")
  @Operation(summary = "Orders in their latest state, with the verdict that approved them")
  Page<OrderRow> orders(@Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    return Listing.of(shelves.orders, parameters).page();
  }

  @GetMapping("/fills")
  @Operation(summary = "Fills, with the times at which each hop was passed")
  Page<FillRow> fills(@Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    return Listing.of(shelves.fills, parameters).page();
  }

  @GetMapping("/signals")
  @Operation(summary = "Signals, with their evidence")
  Page<SignalRow> signals(@Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    return Listing.of(shelves.signals, parameters).page();
  }

  @GetMapping("/decisions")
  @Operation(summary = "Every outcome, taken or not, with its reason and numbers")
  Page<DecisionRow> decisions(
      @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    return Listing.of(shelves.decisions, parameters).page();
  }

  @GetMapping("/equity")
  @Operation(summary = "The accounts over time")
  Page<EquityRow> equity(@Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    return Listing.of(shelves.equity, parameters).page();
  }

  @GetMapping("/controls")
  @Operation(summary = "Commands to accounts: halt, resume, flatten")
  Page<ControlRow> controls(
      @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    return Listing.of(shelves.controls, parameters).page();
  }

  @GetMapping("/controls/{id}")
  @Operation(summary = "One command, and whether it is published")
  ControlRow control(@PathVariable String id) {
    return controlBook
        .findById(id)
        .orElseThrow(() -> new NotFound("There is no command '%s'.".formatted(id)));
  }

  @GetMapping("/plans")
  @Operation(summary = "Trade plans in their latest state, by creation")
  Page<PlanRow> plans(@Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    Map<String, String> asked = new LinkedHashMap<>(parameters);
    String status = asked.remove("status");
    if (status != null) {
      asked.putIfAbsent("state", status.toUpperCase(Locale.ROOT));
    }
    return Listing.of(shelves.plans, asked).page();
  }

  @GetMapping("/plans/{id}/history")
  @Operation(summary = "Every state a trade plan was in, oldest first")
  List<PlanHistory.Step> planHistory(@PathVariable String id) {
    plan(id);
    return history.of(id);
  }

  @GetMapping(path = "/schemas/plan", produces = "application/schema+json")
  @Operation(summary = "The JSON schema of a trade plan")
  Resource planSchema() {
    return new ClassPathResource("schemas/plan.json");
  }

  @GetMapping("/plans/{id}")
  @Operation(summary = "One trade plan")
  PlanRow plan(@PathVariable String id) {
    return planBook
        .findById(id)
        .orElseThrow(() -> new NotFound("There is no plan '%s'.".formatted(id)));
  }

  @GetMapping("/quarantine/{*id}")
  @Operation(summary = "One input that could not be used, whole; its id may hold slashes")
  QuarantineRow quarantined(@PathVariable String id) {
    String plain = id.substring(1);
    return quarantineBook
        .findById(plain)
        .orElseThrow(
            () -> new NotFound("There is nothing called '%s' in quarantine.".formatted(plain)));
  }

  @GetMapping("/quarantine")
  @Operation(summary = "Input that could not be used, whole, with the reason")
  Page<QuarantineRow> quarantine(
      @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    return Listing.of(shelves.quarantine, parameters).page();
  }
}
