package io.tapeline.journal.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tapeline.journal.books.DecisionRow;
import io.tapeline.journal.books.EquityRow;
import io.tapeline.journal.books.FillRow;
import io.tapeline.journal.books.OrderRow;
import io.tapeline.journal.books.PositionRow;
import io.tapeline.journal.books.QuarantineRow;
import io.tapeline.journal.books.SignalRow;
import io.tapeline.journal.books.TradeRow;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
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

  BooksEndpoint(Shelves shelves) {
    this.shelves = shelves;
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

  @GetMapping("/quarantine")
  @Operation(summary = "Input that could not be used, whole, with the reason")
  Page<QuarantineRow> quarantine(
      @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    return Listing.of(shelves.quarantine, parameters).page();
  }
}
