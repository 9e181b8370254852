create table ticket (
  id uuid primary key,
  -- GD + date + serial (SOP 003 二(二), R25).
  no text not null unique,
  -- Grows with every change; an edit names the revision it saw.
  revision bigint not null default 1,
  state text not null check (state in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department', 'resolved', 'closed', 'archived', 'merged', 'cancelled')),
  escalated boolean not null default false,
  subject text not null,
  nature text not null check (nature in ('consult', 'complaint', 'request', 'suggestion')),
  category text not null references category (key),
  stage text not null check (stage in ('presales', 'aftersales', 'complaint', 'info_change', 'proactive')),
  urgency text not null check (urgency in ('normal', 'urgent', 'critical')),
  -- Raisers of R21 that were named or found: agitated, large_loss, safety, media, third_repeat.
  urgency_raisers text[] not null default '{}',
  urgency_reason text not null default '',
  sentiment text not null default 'normal' check (sentiment in ('normal', 'anxious', 'dissatisfied', 'agitated')),
  channel text not null,
  locale text not null,
  customer_id uuid references customer (id),
  -- Why nobody is named, when nobody is (records 6.4).
  anonymous_reason text not null default '',
  preferred_channel text,
  conversation_id uuid references conversation (id),
  order_no text,
  product text not null default '',
  store text not null default '',
  page_url text not null default '',
  -- What the customer said and what was found out stand apart (R25).
  description_customer text not null,
  description_verified text not null default '',
  initial_suggestion text not null default '',
  demand text not null default '',
  people_involved text not null default '',
  occurred_at timestamptz,
  occurred_roughly boolean not null default false,
  cause text not null default '',
  cause_unknown_reason text not null default '',
  wanted_by timestamptz,
  group_id uuid references staff_group (id),
  department_id uuid references department (id),
  assignee_id uuid references staff (id),
  first_responsible_id uuid not null references staff (id),
  created_by uuid references staff (id),
  result text not null default '',
  solution text not null default '',
  customer_notes text not null default '',
  -- How the customer learned the result: the note that carried it.
  feedback_note_id uuid,
  -- invited, answered, skipped (with the reason in survey_note) or none yet (records 6.4).
  survey_state text not null default 'none' check (survey_state in ('none', 'invited', 'answered', 'skipped')),
  waiting_steps text not null default '',
  waiting_until timestamptz,
  parent_id uuid references ticket (id),
  duplicate_of uuid references ticket (id),
  split_from uuid references ticket (id),
  reopened_count int not null default 0,
  close_reason text,
  tags text[] not null default '{}',
  fields jsonb not null default '{}',
  -- The nearest open limit, kept for lists; the clock table is the truth.
  next_due_at timestamptz,
  next_due_kind text,
  created_at timestamptz not null,
  assigned_at timestamptz,
  accepted_at timestamptz,
  first_reply_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  archived_at timestamptz,
  last_activity_at timestamptz not null
);
create index ticket_group_activity on ticket (group_id, last_activity_at desc, id desc);
create index ticket_activity on ticket (last_activity_at desc, id desc);
create index ticket_assignee on ticket (assignee_id, last_activity_at desc, id desc);
create index ticket_first_responsible on ticket (first_responsible_id, last_activity_at desc, id desc);
create index ticket_department on ticket (department_id, last_activity_at desc, id desc) where department_id is not null;
create index ticket_customer on ticket (customer_id, created_at desc, id desc);
create index ticket_conversation on ticket (conversation_id) where conversation_id is not null;
create index ticket_parent on ticket (parent_id) where parent_id is not null;

-- What people wrote: process steps, internal notes, words to and from the customer, results.
create table ticket_note (
  id uuid primary key,
  ticket_id uuid not null references ticket (id),
  kind text not null check (kind in ('process', 'internal', 'shift_update', 'supplement', 'overdue_explanation', 'reply', 'customer', 'result', 'department')),
  body text not null,
  author_type text not null check (author_type in ('staff', 'customer', 'system')),
  author_id uuid,
  -- The department whose contact wrote it or to whom it is addressed.
  department_id uuid references department (id),
  -- The message that carried it to the customer.
  message_id uuid,
  told_by text,
  at timestamptz not null
);
create index ticket_note_ticket on ticket_note (ticket_id, at, id);

-- Work sent to a department: a sub-task with its own limit (R71: 24 h).
create table ticket_node (
  id uuid primary key,
  ticket_id uuid not null references ticket (id),
  department_id uuid not null references department (id),
  request text not null,
  state text not null check (state in ('open', 'returned', 'overdue', 'recalled')),
  sent_by uuid not null references staff (id),
  sent_at timestamptz not null,
  due_at timestamptz not null,
  taken_by uuid references staff (id),
  taken_at timestamptz,
  returned_by uuid references staff (id),
  returned_at timestamptz,
  result text not null default ''
);
create index ticket_node_ticket on ticket_node (ticket_id, sent_at);
create index ticket_node_department on ticket_node (department_id, sent_at desc, id desc);

create table ticket_check (
  id uuid primary key,
  ticket_id uuid not null references ticket (id),
  position int not null,
  body text not null,
  done_at timestamptz,
  done_by uuid references staff (id)
);
create index ticket_check_ticket on ticket_check (ticket_id, position);

create table ticket_link (
  ticket_id uuid not null references ticket (id),
  other_id uuid not null references ticket (id),
  kind text not null check (kind in ('related', 'split', 'merged', 'follow_up')),
  linked_by uuid references staff (id),
  at timestamptz not null,
  primary key (ticket_id, other_id),
  check (ticket_id <> other_id)
);
create index ticket_link_other on ticket_link (other_id);

-- Messages of the conversation that the ticket rests on, quoted by reference: pinned, never copied as pictures (C18).
create table ticket_quote (
  ticket_id uuid not null references ticket (id),
  conversation_id uuid not null references conversation (id),
  seq int not null,
  primary key (ticket_id, conversation_id, seq)
);

-- First responsibility moves only by a hand-over that the receiver accepts (R46, model 2.6, 1).
create table ticket_handover (
  id uuid primary key,
  ticket_id uuid not null references ticket (id),
  from_id uuid not null references staff (id),
  to_id uuid not null references staff (id),
  reason text not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  accepted boolean
);
create index ticket_handover_ticket on ticket_handover (ticket_id, asked_at);
create unique index ticket_handover_one_open on ticket_handover (ticket_id) where answered_at is null;
create index ticket_handover_to on ticket_handover (to_id) where answered_at is null;

-- One field of the completeness check that a supervisor excused, with the reason (records 6.4).
create table ticket_waiver (
  ticket_id uuid primary key references ticket (id),
  field text not null,
  reason text not null,
  waived_by uuid not null references staff (id),
  at timestamptz not null
);

-- The customer's own way in: an unguessable address whose token is stored hashed.
create table ticket_door (
  token_hash bytea primary key,
  ticket_id uuid not null references ticket (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index ticket_door_ticket on ticket_door (ticket_id);

-- Fields of an industry (SOP 003 一): the definition; values stand in ticket.fields by key.
create table ticket_field (
  id uuid primary key,
  key text not null unique,
  label jsonb not null,
  kind text not null check (kind in ('text', 'number', 'date', 'choice', 'file')),
  choices jsonb not null default '[]',
  required_at text not null default 'never' check (required_at in ('never', 'creation', 'resolution')),
  -- Only for tickets of this nature, when given.
  nature text,
  position int not null default 0,
  active boolean not null default true
);

alter table attachment add column ticket_id uuid references ticket (id);
create index attachment_ticket on attachment (ticket_id) where ticket_id is not null;
