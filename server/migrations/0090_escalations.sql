-- A call for somebody above: a limit that broke, a critical case, or an agent who asks (SOP 000 四, 003 二(三)).
create table escalation (
  id uuid primary key,
  ticket_id uuid not null references ticket (id),
  group_id uuid references staff_group (id),
  department_id uuid references department (id),
  -- 1 supervisor, 2 head of the department, 3 management.
  level int not null check (level between 1 and 3),
  cause text not null check (cause in ('breach', 'critical', 'agent')),
  -- What called for it, once: a clock, the ticket while it is critical, or the agent's request.
  source text not null unique,
  clock_kind text,
  urgency text not null,
  summary text not null,
  reason text not null,
  raised_by uuid references staff (id),
  state text not null check (state in ('raised', 'acknowledged', 'acting', 'closed')),
  raised_at timestamptz not null,
  answer_due_at timestamptz,
  acknowledged_by uuid references staff (id),
  acknowledged_at timestamptz,
  measure text not null default '',
  closed_by uuid references staff (id),
  closed_at timestamptz,
  outcome text not null default ''
);
create index escalation_ticket on escalation (ticket_id, raised_at);
create index escalation_open on escalation (group_id, raised_at) where state <> 'closed';
create index escalation_group on escalation (group_id, raised_at desc, id desc);

create table escalation_recipient (
  escalation_id uuid not null references escalation (id),
  staff_id uuid not null references staff (id),
  level int not null,
  told_at timestamptz not null,
  primary key (escalation_id, staff_id)
);
create index escalation_recipient_staff on escalation_recipient (staff_id);

-- What the agent owes within the hour after a limit broke: why, and how it is caught up (SOP 000 四, R44, C11).
create table explanation (
  id uuid primary key,
  escalation_id uuid not null unique references escalation (id),
  ticket_id uuid not null references ticket (id),
  group_id uuid references staff_group (id),
  owner_id uuid not null references staff (id),
  owed_at timestamptz not null,
  due_at timestamptz not null,
  cause text not null default '',
  plan text not null default '',
  catch_up_at timestamptz,
  told_customer boolean not null default false,
  written_at timestamptz,
  read_by uuid references staff (id),
  read_at timestamptz
);
create index explanation_owner on explanation (owner_id, owed_at desc);
create index explanation_group on explanation (group_id, owed_at desc, id desc);
