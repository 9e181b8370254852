-- A complaint rides on its ticket (domain/model 2.3): first soothed, then solved (SOP 000 二(三), R36).
create table complaint (
  id uuid primary key,
  -- TS + date + serial.
  no text not null unique,
  ticket_id uuid not null unique references ticket (id),
  state text not null check (state in ('registered', 'soothed', 'investigating', 'plan_offered', 'accepted', 'rejected', 'renegotiate', 'escalated_external', 'executing', 'resolved', 'revisit', 'closed')),
  first_handler_id uuid not null references staff (id),
  -- An apology that was sent, or the note of a call: one of them, before anything else.
  soothed_by uuid references staff (id),
  soothed_at timestamptz,
  soothing text not null default '',
  soothed_how text check (soothed_how in ('message', 'call')),
  customer_feedback text not null default '',
  compensation_amount numeric(12, 2),
  compensation_note text not null default '',
  compensation_by uuid references staff (id),
  -- Whom the complaint is about; never who closes it.
  responsible_agent_id uuid references staff (id),
  root_cause text not null default '',
  retraining_course text not null default '',
  revisit_id uuid references callback_task (id),
  closed_by uuid references staff (id),
  closed_at timestamptz,
  created_at timestamptz not null
);
create index complaint_created on complaint (created_at desc, id desc);

create table complaint_plan_item (
  id uuid primary key,
  complaint_id uuid not null references complaint (id),
  position int not null,
  body text not null,
  owner_id uuid not null references staff (id),
  due_at timestamptz not null,
  done_at timestamptz
);
create index complaint_plan_item_complaint on complaint_plan_item (complaint_id, position);

-- How much may be given in compensation, by role; management has no limit (domain/model 2.5).
alter table centre
  add column compensation jsonb not null default '{"agent": 50, "senior": 200, "supervisor": 1000}';
