package io.tapeline.journal.books;

import jakarta.persistence.MappedSuperclass;

/** A row that belongs to an account, a strategy and an instrument. */
@MappedSuperclass
@SuppressWarnings("NullAway.Init") // the database fills the fields
public abstract class TradedRow extends BookRow {

  String account;
  String strategy;
  String symbol;

  public String account() {
    return account;
  }

  public String strategy() {
    return strategy;
  }

  public String symbol() {
    return symbol;
  }
}
