-- A view written to a file in the background, for the asker alone, for a day.
create table export_file (
  id uuid primary key,
  staff_id uuid not null references staff (id),
  format text not null check (format in ('csv', 'xlsx')),
  sheet text not null,
  filter jsonb not null,
  columns jsonb not null,
  locale text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  rows int not null default 0,
  total int,
  storage_key text,
  size bigint,
  name text not null,
  asked_at timestamptz not null,
  moved_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz not null
);
create index export_file_staff on export_file (staff_id, asked_at desc);
create index export_file_unfinished on export_file (moved_at) where state in ('waiting', 'running');
create index export_file_expiry on export_file (expires_at);
