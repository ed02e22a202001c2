package io.tapeline.journal.books;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.hibernate.annotations.Immutable;

/** The account after an event. */
@Entity
@Immutable
@Table(name = "equity")
@SuppressWarnings("NullAway.Init") // the database fills the fields
public class EquityRow extends BookRow {

  String account;
  long originSeq;
  BigDecimal cash;
  BigDecimal equity;
  BigDecimal dayStartEquity;
  BigDecimal peakEquity;
  LocalDate tradingDay;

  @Convert(converter = NamedValuesConverter.class)
  Map<String, String> lossSkips;

  int openPositions;
  boolean halted;
}
