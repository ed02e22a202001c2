package io.tapeline.journal.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the trades add up to. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Statistics", description = "What the trades add up to")
class StatsEndpoint {

  private final StatsReader stats;

  StatsEndpoint(StatsReader stats) {
    this.stats = stats;
  }

  @GetMapping("/stats")
  @Operation(summary = "Trades, rates, profit, drawdown, exits and skips by reason")
  @Parameter(name = "account", description = "name of the account, or several separated by commas")
  @Parameter(name = "strategy", description = "name of the strategy, or several")
  @Parameter(name = "symbol", description = "instrument, or several")
  @Parameter(name = "from", description = "first moment: " + TimeSpan.ALLOWED)
  @Parameter(name = "to", description = "moment after the last: " + TimeSpan.ALLOWED)
  Stats stats(@Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    return stats.read(parameters);
  }
}
