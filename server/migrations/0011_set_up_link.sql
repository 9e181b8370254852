-- The one-time link of the first set-up: made anew at each start until a centre exists; only its hash is kept.
create table set_up_link (
  single boolean primary key default true check (single),
  token_hash bytea not null,
  created_at timestamptz not null
);
