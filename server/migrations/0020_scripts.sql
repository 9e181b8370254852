-- Events name their subject by a uuid.
alter table centre add column id uuid not null default gen_random_uuid();
alter table category add column id uuid not null default gen_random_uuid();

create table script (
  id uuid primary key,
  key text not null unique,
  category text not null,
  position int not null,
  retired_at timestamptz,
  created_at timestamptz not null,
  -- How it is used and how far agents move from its wording (R70).
  use_count int not null default 0,
  over_edited_count int not null default 0,
  edit_ratio_sum double precision not null default 0
);

create table script_version (
  id uuid primary key,
  script_id uuid not null references script (id),
  version int not null,
  state text not null check (state in ('proposed', 'published', 'replaced', 'declined')),
  title jsonb not null,
  text jsonb not null,
  author_id uuid references staff (id),
  created_at timestamptz not null,
  decided_by uuid references staff (id),
  decided_at timestamptz,
  reason text,
  unique (script_id, version)
);
create unique index script_one_published on script_version (script_id) where state = 'published';
create index script_proposed on script_version (created_at) where state = 'proposed';
