-- Rungs of entries by several limit orders, price and quantity of each; null for any other order.
ALTER TABLE signals ADD COLUMN rungs JSONB;
ALTER TABLE orders ADD COLUMN rungs JSONB;
