-- Channel, nature, stage and urgency within a group, by any of them (PostgreSQL 18 skips what was not asked for). Known
-- together, because a pre-sale group has no complaints: a walk that waits for one would read the whole group.
drop index ticket_facets;
create index ticket_facets on ticket (group_id, channel, nature, stage, urgency);
create statistics ticket_facets_together (mcv) on group_id, channel, nature, stage, urgency from ticket;
alter statistics ticket_facets_together set statistics 1000;
