package io.tapeline.signal.rest;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.strategy.MarketAnswer;
import io.tapeline.core.strategy.SignalStage;
import io.tapeline.core.strategy.WhyNot;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the strategies' stage sees now. Asking changes nothing. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Now", description = "What the strategies see at this moment")
class QuestionsEndpoint {

  private final StageQuestions stage;

  QuestionsEndpoint(StageQuestions stage) {
    this.stage = stage;
  }

  @GetMapping("/why-not")
  @Operation(
      summary = "Why an instrument is not being traded",
      description =
          "Of each strategy its conditions with value and limit and what it said last; of each"
              + " living plan what keeps it from triggering.")
  @ApiResponse(responseCode = "200", description = "as of the newest event of each instrument")
  @ApiResponse(responseCode = "404", description = "no event of the instrument has come")
  @ApiResponse(responseCode = "503", description = "the stage is being rebuilt, or too busy")
  WhyNotBody whyNot(
      @Parameter(description = "instrument; all that were seen if it is left out")
          @RequestParam(name = "symbol", required = false)
          @Nullable String name) {
    if (name == null) {
      return WhyNotBody.of(stage.ask(QuestionsEndpoint::all));
    }
    Symbol symbol = symbol(name);
    List<WhyNot> found = stage.ask(signals -> one(signals, symbol));
    if (found.isEmpty()) {
      throw Refused.unknown(name);
    }
    return WhyNotBody.of(found);
  }

  private static List<WhyNot> all(SignalStage signals) {
    return signals.seen().stream().map(signals::whyNot).filter(Objects::nonNull).toList();
  }

  private static List<WhyNot> one(SignalStage signals, Symbol symbol) {
    WhyNot why = signals.whyNot(symbol);
    return why == null ? List.of() : List.of(why);
  }

  @GetMapping("/analysis/{symbol}/micro-scalp")
  @Operation(
      summary = "The four layers of the micro-scalp on an instrument",
      description = "As the last check found them, without a plan. Nothing is created.")
  @ApiResponse(responseCode = "200", description = "also while inputs are not ready")
  @ApiResponse(responseCode = "404", description = "no event of the instrument has come")
  @ApiResponse(responseCode = "422", description = "the instrument has no rule set")
  @ApiResponse(responseCode = "503", description = "the stage is being rebuilt, or too busy")
  AnalysisBody analysis(@PathVariable("symbol") String name) {
    Symbol symbol = symbol(name);
    return switch (stage.ask(signals -> signals.analysis(symbol))) {
      case MarketAnswer.Unknown _ -> throw Refused.unknown(name);
      case MarketAnswer.NotConfigured _ -> throw Refused.notConfigured(name);
      case MarketAnswer.NotReady _ -> AnalysisBody.notReady(symbol);
      case MarketAnswer.Analysed found -> AnalysisBody.of(symbol, found.analysis());
    };
  }

  /** The same for a symbol with a slash in it, as BTC/USD. */
  @GetMapping("/analysis/{base}/{quote}/micro-scalp")
  @Hidden
  AnalysisBody analysisOfPair(@PathVariable String base, @PathVariable String quote) {
    return analysis(base + "/" + quote);
  }

  private static Symbol symbol(String name) {
    if (name.isBlank()) {
      throw Refused.bad("Parameter 'symbol' is empty; name an instrument, or leave it out.");
    }
    return new Symbol(name);
  }
}
