package io.tapeline.protocol.codec;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.account.AccountState;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.protocol.wire.AccountProto;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Accounts as the risk desk sees them. */
final class AccountStateCodec extends MessageCodec<AccountState, AccountProto.AccountState> {

  AccountStateCodec() {
    super("AccountState", AccountProto.AccountState.parser());
  }

  @Override
  AccountProto.AccountState toWire(AccountState state) {
    AccountProto.AccountState.Builder wire =
        AccountProto.AccountState.newBuilder()
            .setAccount(state.account().value())
            .setVersion(state.version())
            .setCash(Decimals.wire(state.cash()))
            .setEquity(Decimals.wire(state.equity()))
            .setTradingDay(state.tradingDay().toEpochDay())
            .setDayStartEquity(Decimals.wire(state.dayStartEquity()))
            .setPeakEquity(Decimals.wire(state.peakEquity()))
            .setDailyLossHit(state.dailyLossHit())
            .setDrawdownHit(state.drawdownHit())
            .setOpenPositions(state.openPositions())
            .setHalted(state.halted())
            .setOrigin(Fields.wire(state.origin()));
    state
        .lossSkips()
        .forEach(
            (strategy, signals) ->
                wire.addLossSkips(
                    AccountProto.LossSkip.newBuilder()
                        .setStrategy(strategy.value())
                        .setSignals(signals)));
    return wire.build();
  }

  @Override
  AccountState fromWire(AccountProto.AccountState wire) {
    return new AccountState(
        new AccountId(Fields.name(wire.getAccount(), "account")),
        wire.getVersion(),
        Decimals.money(wire.hasCash(), wire.getCash(), "cash"),
        Decimals.money(wire.hasEquity(), wire.getEquity(), "equity"),
        LocalDate.ofEpochDay(wire.getTradingDay()),
        Decimals.money(wire.hasDayStartEquity(), wire.getDayStartEquity(), "day_start_equity"),
        Decimals.money(wire.hasPeakEquity(), wire.getPeakEquity(), "peak_equity"),
        lossSkips(wire.getLossSkipsList()),
        wire.getDailyLossHit(),
        wire.getDrawdownHit(),
        wire.getOpenPositions(),
        wire.getHalted(),
        Fields.origin(wire.hasOrigin(), wire.getOrigin()));
  }

  private static Map<StrategyId, Integer> lossSkips(List<AccountProto.LossSkip> wire) {
    Map<StrategyId, Integer> skips = new HashMap<>();
    for (AccountProto.LossSkip skip : wire) {
      StrategyId strategy = new StrategyId(Fields.name(skip.getStrategy(), "loss_skips.strategy"));
      if (skips.put(strategy, skip.getSignals()) != null) {
        throw new IllegalArgumentException("loss_skips names twice: " + strategy);
      }
    }
    return skips;
  }
}
