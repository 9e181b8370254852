create table department (
  id uuid primary key,
  key text not null unique,
  name jsonb not null,
  active boolean not null default true
);

create table staff (
  id uuid primary key,
  staff_no text not null unique,
  name text not null,
  email text not null,
  password_hash text,
  roles text[] not null,
  department_id uuid references department (id),
  locale text not null default 'zh-CN',
  capacity int not null default 5 check (capacity between 0 and 50),
  preferences jsonb not null default '{}',
  failed_sign_ins int not null default 0,
  locked_until timestamptz,
  password_changed_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index staff_email on staff (lower(email));

create table staff_group (
  id uuid primary key,
  key text not null unique,
  name jsonb not null,
  active boolean not null default true,
  created_at timestamptz not null default now()
);

create table group_member (
  group_id uuid not null references staff_group (id),
  staff_id uuid not null references staff (id),
  primary key (group_id, staff_id)
);
create index group_member_staff on group_member (staff_id);

-- id = sha256 of the cookie's 32 random bytes: a stolen database opens no session.
create table session (
  id bytea primary key,
  staff_id uuid not null references staff (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  locked_at timestamptz,
  ip text not null,
  user_agent text not null
);
create index session_staff on session (staff_id);

create table password_link (
  token_hash bytea primary key,
  staff_id uuid not null references staff (id),
  created_by uuid references staff (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table presence (
  staff_id uuid primary key references staff (id),
  state text not null check (state in ('online', 'busy', 'away', 'offline')),
  reason text,
  since timestamptz not null,
  connected boolean not null default false,
  -- Last time this person became free: routing gives the longest idle the next customer.
  idle_since timestamptz not null
);
