create table visitor (
  id uuid primary key,
  site_id uuid not null references site (id),
  customer_id uuid not null references customer (id),
  token_hash bytea not null unique,
  identified boolean not null default false,
  locale text not null,
  user_agent text not null,
  referrer text,
  page_url text,
  page_title text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index visitor_customer on visitor (customer_id);

create table visitor_page (
  id bigint generated always as identity primary key,
  visitor_id uuid not null references visitor (id),
  url text not null,
  title text not null,
  at timestamptz not null
);
create index visitor_page_visitor on visitor_page (visitor_id, id desc);

create table conversation (
  id uuid primary key,
  channel text not null default 'web_chat',
  site_id uuid not null references site (id),
  visitor_id uuid references visitor (id),
  customer_id uuid not null references customer (id),
  state text not null check (state in ('queued', 'active', 'waiting', 'wrap_up', 'closed', 'abandoned')),
  revision bigint not null default 1,
  group_id uuid references staff_group (id),
  assignee_id uuid references staff (id),
  first_responsible_id uuid references staff (id),
  offered_to uuid references staff (id),
  offered_until timestamptz,
  -- Whom the present wait was already offered to, so that an offer moves on.
  declined_by uuid[] not null default '{}',
  urgency text not null default 'normal',
  category text references category (key),
  stage text,
  result text,
  resolved boolean,
  left_message boolean not null default false,
  locale text not null,
  prechat jsonb not null default '{}',
  order_no text,
  started_at timestamptz not null,
  welcomed_at timestamptz,
  queued_at timestamptz,
  accepted_at timestamptz,
  first_agent_message_at timestamptz,
  -- First customer message nobody has answered yet; null when the agent's side spoke last.
  unanswered_since timestamptz,
  ended_at timestamptz,
  closed_at timestamptz,
  end_reason text,
  previous_id uuid references conversation (id),
  transferred_count int not null default 0,
  last_seq int not null default 0,
  last_note_seq int not null default 0,
  last_message jsonb,
  last_activity_at timestamptz not null,
  unread int not null default 0,
  customer_received int not null default 0,
  customer_read int not null default 0,
  agent_received int not null default 0,
  agent_read int not null default 0
);
create index conversation_assignee_open on conversation (assignee_id, last_activity_at desc) where state in ('active', 'waiting', 'wrap_up');
create index conversation_queue on conversation (group_id, queued_at) where state = 'queued';
create index conversation_group_activity on conversation (group_id, last_activity_at desc, id);
create index conversation_activity on conversation (last_activity_at desc, id);
create index conversation_customer on conversation (customer_id, started_at desc);
create index conversation_visitor on conversation (visitor_id, started_at desc);
create index conversation_first_responsible on conversation (first_responsible_id, last_activity_at desc);

-- Two gap-free streams: what the customer sees, and the notes of the house.
create table message (
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  stream text not null check (stream in ('talk', 'note')),
  seq int not null,
  sender_type text not null check (sender_type in ('customer', 'agent', 'system')),
  sender_id uuid,
  kind text not null check (kind in ('text', 'image', 'file', 'system')),
  body text not null,
  attachment_id uuid,
  quote_seq int,
  system jsonb,
  mentions uuid[] not null default '{}',
  whisper boolean not null default false,
  script_key text,
  -- sha256 of what was sent: the same id with another body is refused.
  digest bytea not null,
  words tsvector,
  at timestamptz not null,
  recalled_at timestamptz,
  pinned_at timestamptz,
  unique (conversation_id, stream, seq)
);
create index message_words on message using gin (words);
create index message_attachment on message (attachment_id) where attachment_id is not null;

-- Who had the conversation when: one owner at a time, legs of the queue for ASA.
create table assignment (
  id bigint generated always as identity primary key,
  conversation_id uuid not null references conversation (id),
  group_id uuid references staff_group (id),
  staff_id uuid references staff (id),
  queued_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  end_reason text
);
create index assignment_conversation on assignment (conversation_id, id);
create unique index assignment_one_open on assignment (conversation_id) where ended_at is null;

create table participant (
  conversation_id uuid not null references conversation (id),
  staff_id uuid not null references staff (id),
  joined_at timestamptz not null,
  primary key (conversation_id, staff_id)
);
create index participant_staff on participant (staff_id);

create table draft (
  staff_id uuid not null references staff (id),
  conversation_id uuid not null references conversation (id),
  body text not null,
  updated_at timestamptz not null,
  primary key (staff_id, conversation_id)
);

create table saved_view (
  id uuid primary key,
  staff_id uuid not null references staff (id),
  name text not null,
  shared boolean not null default false,
  filter jsonb not null,
  created_at timestamptz not null default now()
);
create index saved_view_staff on saved_view (staff_id);
