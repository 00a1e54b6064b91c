-- The ledger of alias requests. An executed one is also the entry by which the destination's timeline holds the
-- source's events of the window: nothing is copied. The id is that of the request's row in the stream.
CREATE TABLE alias_request (
  id               bigint      NOT NULL PRIMARY KEY,
  scope_id         int         NOT NULL,
  environment      environment NOT NULL,
  workspace_id     int         NOT NULL,
  input_id         int         NOT NULL,
  source_mpid      bigint      NOT NULL,
  destination_mpid bigint      NOT NULL,
  -- Event times, both inclusive.
  start_at         bigint      NOT NULL,
  end_at           bigint      NOT NULL,
  requested_at     bigint      NOT NULL,
  due_at           bigint      NOT NULL,
  -- When it was executed, skipped or given up.
  finished_at      bigint,
  state            text        COLLATE "C" NOT NULL CHECK (state IN ('scheduled', 'executed', 'skipped', 'failed')),
  reason           text        COLLATE "C",
  -- As received.
  request_id       text,
  alias_scope      text,
  das              text        COLLATE "C",
  CHECK (source_mpid <> destination_mpid AND start_at <= end_at)
);
CREATE INDEX alias_request_source ON alias_request (source_mpid);
CREATE INDEX alias_request_destination ON alias_request (destination_mpid);
CREATE INDEX alias_request_due ON alias_request (due_at) WHERE state = 'scheduled';
