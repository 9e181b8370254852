create table attachment (
  id uuid primary key,
  uploaded_by_type text not null check (uploaded_by_type in ('staff', 'visitor')),
  uploaded_by uuid not null,
  -- Null until a message carries it; from then on the conversation's gate decides who may read.
  conversation_id uuid,
  stream text,
  name text not null,
  mime text not null,
  size int not null,
  kind text not null check (kind in ('image', 'file')),
  width int,
  height int,
  storage_key text not null,
  thumb_key text,
  sha256 bytea not null,
  created_at timestamptz not null default now()
);
create index attachment_conversation on attachment (conversation_id);
create index attachment_unbound on attachment (created_at) where conversation_id is null;
