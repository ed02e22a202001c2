package io.tapeline.marketdata.instrument;

import java.util.List;
import java.util.Optional;

/**
 * What a venue lists.
 *
 * @param unusable one line for each entry that could not be used: its name and why
 */
public record VenueListing(List<VenueInstrument> instruments, List<String> unusable) {

  public VenueListing {
    instruments = List.copyOf(instruments);
    unusable = List.copyOf(unusable);
  }

  /** The instrument of a name, any of the venue's names for it. */
  public Optional<VenueInstrument> find(String name) {
    return instruments.stream()
        .filter(instrument -> instrument.symbol().equals(name))
        .findFirst()
        .or(() -> instruments.stream().filter(instrument -> instrument.isCalled(name)).findFirst());
  }
}
