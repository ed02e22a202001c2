package io.tapeline.marketdata.live.xchange;

import java.io.IOException;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.marketdata.Ticker;
import org.knowm.xchange.dto.marketdata.Trades;
import org.knowm.xchange.exceptions.NotYetImplementedForExchangeException;
import org.knowm.xchange.instrument.Instrument;
import org.knowm.xchange.service.marketdata.MarketDataService;

/**
 * XChange's questions. A module takes either any instrument or, in the older way, a currency pair;
 * which one is known only by asking.
 */
@SuppressWarnings("deprecation")
final class Answers {

  private Answers() {}

  static Ticker ticker(MarketDataService service, CurrencyPair pair) throws IOException {
    try {
      return service.getTicker((Instrument) pair);
    } catch (NotYetImplementedForExchangeException _) {
      return service.getTicker(pair);
    }
  }

  static Trades trades(MarketDataService service, CurrencyPair pair) throws IOException {
    try {
      return service.getTrades((Instrument) pair);
    } catch (NotYetImplementedForExchangeException _) {
      return service.getTrades(pair);
    }
  }
}
