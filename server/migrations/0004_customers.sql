create table customer (
  id uuid primary key,
  no text not null unique,
  kind text not null default 'person' check (kind in ('person', 'company')),
  display_name text not null,
  level text not null default 'standard',
  tags text[] not null default '{}',
  locale text,
  preferred_channel text,
  status text not null default 'active',
  created_at timestamptz not null default now()
);

create table customer_identity (
  customer_id uuid not null references customer (id),
  -- 'site:<id>' for a shop's own customer id proved by its signed token.
  channel text not null,
  external_id text not null,
  verified_at timestamptz,
  primary key (channel, external_id)
);
create index customer_identity_customer on customer_identity (customer_id);

-- Phone, e-mail and the like: never in plain text (privacy 4.6). `blind` finds equal values, `mask` is what people see.
create table customer_contact (
  id uuid primary key,
  customer_id uuid not null references customer (id),
  kind text not null check (kind in ('phone', 'email', 'other')),
  sealed bytea not null,
  blind bytea not null,
  mask text not null,
  created_at timestamptz not null default now(),
  unique (customer_id, blind)
);
create index customer_contact_blind on customer_contact (blind);

create table customer_order (
  id uuid primary key,
  customer_id uuid not null references customer (id),
  order_no text not null unique,
  status text not null,
  amount numeric(12, 2) not null,
  currency text not null,
  items jsonb not null default '[]',
  placed_at timestamptz not null
);
create index customer_order_customer on customer_order (customer_id, placed_at desc);

create table consent (
  id uuid primary key,
  customer_id uuid not null references customer (id),
  purpose text not null,
  state text not null check (state in ('granted', 'withdrawn')),
  text_version text not null,
  channel text not null,
  at timestamptz not null
);
create index consent_customer on consent (customer_id, purpose, at desc);
