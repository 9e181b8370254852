-- Reminders that were given: a change of urgency to and fro gives none of them again.
alter table clock add column reminded int[];
