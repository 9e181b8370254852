-- Where a new ticket goes, asked in order; the first whose target has somebody decides (model 2.4, R26, R72). What the
-- product ships with stands in domain/tickets/routing and has a row here only once a centre has changed it.
create table routing_rule (
  id uuid primary key,
  name text not null default '',
  position int not null,
  active boolean not null default true,
  -- Lists by what they look at; what is left out is whatever it is: domain/tickets/routing/rules.ts.
  conditions jsonb not null default '{}',
  target jsonb not null
);
create index routing_rule_position on routing_rule (position);
