package io.tapeline.journal.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tapeline.core.export.DecisionCsv;
import io.tapeline.core.export.TradeCsv;
import io.tapeline.journal.books.BookRow;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The books as CSV, read and sent page by page: of any length in little memory. */
@RestController
@RequestMapping("/api/v1/export")
@Tag(name = "Export", description = "The books as CSV")
class ExportEndpoint {

  private final Shelves shelves;
  private final RowCsv rowCsv;

  ExportEndpoint(Shelves shelves, RowCsv rowCsv) {
    this.shelves = shelves;
    this.rowCsv = rowCsv;
  }

  @GetMapping("/{book}")
  @Operation(
      summary = "One of the books as CSV, with a header line",
      description =
          "trades, orders, fills, decisions, positions or equity, narrowed by the parameters of the"
              + " list of the same name.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
  void export(
      @PathVariable String book,
      @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
      HttpServletResponse response)
      throws IOException {
    switch (book) {
      case "trades" ->
          send(
              Listing.of(shelves.trades, parameters),
              TradeCsv.HEADER,
              row -> TradeCsv.line(row.toPosition()),
              response);
      case "decisions" ->
          send(
              Listing.of(shelves.decisions, parameters),
              DecisionCsv.HEADER,
              row -> DecisionCsv.line(row.toDecision()),
              response);
      case "orders" -> sendRows(shelves.orders, parameters, response);
      case "fills" -> sendRows(shelves.fills, parameters, response);
      case "positions" -> sendRows(shelves.positions, parameters, response);
      case "equity" -> sendRows(shelves.equity, parameters, response);
      default ->
          throw new NotFound(
              "There is no export '%s', there are: trades, orders, fills, decisions, positions, equity."
                  .formatted(book));
    }
  }

  private <T extends BookRow> void sendRows(
      Shelf<T> shelf, Map<String, String> parameters, HttpServletResponse response)
      throws IOException {
    Listing<T> listing = Listing.of(shelf, parameters);
    send(listing, rowCsv.header(shelf.rowType()), rowCsv::line, response);
  }

  private static <T extends BookRow> void send(
      Listing<T> listing, String header, Function<T, String> line, HttpServletResponse response)
      throws IOException {
    Listing<T> piece = listing.from(listing.cursor(), Listing.MAX_LIMIT);
    Page<T> page = piece.page();
    response.setContentType("text/csv");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    PrintWriter out = response.getWriter();
    out.print(header + "\n");
    while (true) {
      for (T row : page.items()) {
        out.print(line.apply(row) + "\n");
      }
      if (page.nextCursor() == null) {
        out.flush();
        return;
      }
      T last = page.items().getLast();
      piece = piece.from(Cursor.behind(last, listing.descending()), Listing.MAX_LIMIT);
      page = piece.page();
    }
  }
}
