package io.tapeline.journal.books;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A closed position; {@code ts} is its exit. */
@Entity
@Immutable
@Table(name = "trades")
public class TradeRow extends PositionColumns {}
