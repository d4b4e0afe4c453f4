import type { DatabaseSync } from 'node:sqlite'
import { contentBytesOf } from '@promptbin/prompts'

/**
 * How large the default version of a prompt is, so that a list can tell it without reading the text.
 */
const schema = `
ALTER TABLE prompt ADD COLUMN content_bytes INTEGER NOT NULL DEFAULT 0;

DROP VIEW prompt_summary;

CREATE VIEW prompt_summary AS
SELECT prompt.id, prompt.name, prompt.title, prompt.description, prompt.folder, prompt.tags,
       prompt.favourite, version.variables,
       EXISTS (SELECT 1 FROM reference
                WHERE reference.prompt = version.prompt AND reference.n = version.n) AS includes,
       prompt.latest, version.n AS default_version, prompt.content_bytes,
       (SELECT json_group_array(
                 json_object('name', label.name, 'version', label.n,
                             'protected', json(iif(label.protected, 'true', 'false')))
                 ORDER BY label.name)
          FROM label
         WHERE label.prompt = prompt.id) AS labels,
       prompt.generation, prompt.created_at, prompt.updated_at, prompt.used_at
  FROM prompt
  JOIN version ON version.prompt = prompt.id
              AND version.n = coalesce((SELECT label.n FROM label
                                         WHERE label.prompt = prompt.id
                                           AND label.name = 'production'),
                                       prompt.latest)
 WHERE prompt.deleted_at IS NULL;
`

/** Applies it, for the prompts that are there as well, those in the trash included. */
export function migrate(database: DatabaseSync): void {
  database.exec(schema)
  database.function('content_bytes_of', { deterministic: true }, (messages) =>
    contentBytesOf(JSON.parse(String(messages))),
  )
  database.exec(`
    UPDATE prompt
       SET content_bytes = (SELECT content_bytes_of(version.messages)
                           FROM version
                          WHERE version.prompt = prompt.id
                            AND version.n = coalesce((SELECT label.n FROM label
                                                       WHERE label.prompt = prompt.id
                                                         AND label.name = 'production'),
                                                     prompt.latest))`)
}
