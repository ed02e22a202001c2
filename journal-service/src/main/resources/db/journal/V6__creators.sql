-- Who created a plan; empty where nobody kept it.
ALTER TABLE plans ADD COLUMN created_by TEXT NOT NULL DEFAULT '';
