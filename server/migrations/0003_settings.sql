create table centre (
  single boolean primary key default true check (single),
  name text not null,
  locale text not null,
  time_zone text not null,
  demo boolean not null default false,
  set_up_at timestamptz not null
);

create table site (
  id uuid primary key,
  key text not null unique,
  group_id uuid not null references staff_group (id),
  -- Encrypted HS256 secret with which the shop signs its own customers in.
  identity_secret bytea not null,
  settings jsonb not null,
  active boolean not null default true,
  created_at timestamptz not null default now()
);

create table category (
  key text primary key,
  parent text references category (key),
  stage text,
  name jsonb not null,
  default_group text,
  default_department text,
  default_urgency text not null default 'normal',
  verify_level int not null default 0,
  route text,
  position int not null default 0,
  active boolean not null default true
);

-- Keys made by the product itself (web push, …), encrypted with the key of the data folder.
create table secret (
  name text primary key,
  sealed bytea not null,
  created_at timestamptz not null default now()
);
