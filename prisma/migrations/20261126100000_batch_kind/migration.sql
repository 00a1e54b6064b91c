-- What a row of the stream is: a batch, or a request to the identity API. The default needs no rewrite of old rows.
ALTER TABLE batch ADD COLUMN kind text NOT NULL DEFAULT 'batch';
