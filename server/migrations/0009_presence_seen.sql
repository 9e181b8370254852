-- A node that was killed says no goodbye: who was not seen for a while is not connected.
alter table presence add column seen_at timestamptz;
