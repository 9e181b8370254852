-- A caller is looked up by the beginning of the name.
create index customer_name on customer (lower(display_name) text_pattern_ops);
