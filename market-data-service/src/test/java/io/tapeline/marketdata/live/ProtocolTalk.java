package io.tapeline.marketdata.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapeline.core.instrument.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Both ends of a protocol under test: what it sends, and what it says to the line. */
public final class ProtocolTalk implements VenueProtocol.Outlet {

  public final List<Said> said = new ArrayList<>();
  public final List<String> sent = new ArrayList<>();
  public final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  public final FeedStatus status;
  public @Nullable String leave;
  private final BlockingQueue<VenueProtocol.Work> work = new LinkedBlockingQueue<>();

  public ProtocolTalk(String venue, Symbol... symbols) {
    status = new FeedStatus(registry, venue);
    for (Symbol symbol : symbols) {
      status.watch(symbol);
    }
    status.connected();
  }

  public Desk desk() {
    return (each, seenMicros) -> said.add(each);
  }

  @Override
  public void send(String text) {
    sent.add(text);
  }

  @Override
  public void reconnect(String why) {
    leave = why;
  }

  @Override
  public void later(VenueProtocol.Work task) {
    work.add(task);
  }

  /** Does the work that comes until something holds. */
  public void workUntil(String what, BooleanSupplier done) throws InterruptedException {
    while (!done.getAsBoolean()) {
      VenueProtocol.Work next = work.poll(20, TimeUnit.SECONDS);
      assertThat(next).as(what).isNotNull();
      next.run();
    }
  }

  /** What was said, a short text each. */
  public List<String> inShort() {
    return said.stream()
        .map(
            each ->
                switch (each) {
                  case Said.Trade trade ->
                      (trade.missed() ? "missed " : "trade ")
                          + (trade.tradeId() == null ? trade.price() : trade.tradeId());
                  case Said.TopQuote quote -> "quote " + quote.bid() + " " + quote.ask();
                  case Said.Depth depth when depth.invalid() != null ->
                      "invalid " + depth.invalid();
                  case Said.Depth depth ->
                      (depth.snapshot() ? "snapshot " : "change ") + depth.levels().size();
                  case Said.Gap gap -> "gap " + gap.reason();
                  case Said.MissedMinute minute -> "minute " + minute.ts().micros();
                  case Said.Beat _ -> "beat";
                  case Said.Unusable unusable -> unusable.input().reason();
                })
        .toList();
  }

  public double count(String name, String... tags) {
    Counter counter = registry.find(name).tags(tags).counter();
    return counter == null ? 0 : counter.count();
  }
}
