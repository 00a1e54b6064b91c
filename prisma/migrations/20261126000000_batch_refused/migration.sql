-- Provenance asks only for a person's batches in which something was refused: few, where an index over all of a
-- person's batches costs every batch a page at random.
ALTER TABLE batch ADD COLUMN refused boolean NOT NULL DEFAULT false;
UPDATE batch SET refused = true
WHERE mpid IS NOT NULL AND decision ~ 'blocked_by_priority"|"refused":\[|"result":"(older|unknown_purpose|regulation_off|source_not_allowed|invalid)"';
CREATE INDEX batch_refused ON batch (mpid, id) WHERE mpid IS NOT NULL AND refused;
DROP INDEX batch_mpid;
