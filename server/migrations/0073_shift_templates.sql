-- A shift is its hours; a template only offers them.
alter table shift drop column template_id;
alter table shift_pattern drop column template_id;
