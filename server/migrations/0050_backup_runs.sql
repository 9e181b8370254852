-- Backups that were made, for the health page; a backup does not hold the note of itself.
create table backup_run (
  id bigint generated always as identity primary key,
  taken_at timestamptz not null,
  noted_at timestamptz not null default now(),
  bytes bigint not null,
  cause text not null check (cause in ('asked', 'upgrade'))
);
