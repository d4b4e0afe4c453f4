import { type HashedRow, isContentSound } from '../../sqlite/integrity/check-versions.ts'
import type { IntegrityFinding } from '../../sqlite/integrity/finding.ts'
import type { Client } from '../database/client.ts'
import { readInPortions } from './read-in-portions.ts'

/** Which versions do not say what was saved, by the hash that they were saved with. */
export async function* checkVersions(client: Client): AsyncGenerator<IntegrityFinding> {
  const versions = readInPortions(
    client,
    `SELECT coalesce(prompt.name, version.prompt) AS name, version.n, version.sha256,
            version.messages, version.variables, version.model_config
       FROM version LEFT JOIN prompt ON prompt.id = version.prompt`,
  )
  for await (const version of versions) {
    if (isContentSound(version as unknown as HashedRow)) continue
    const detail = `Version ${version['n']} of "${version['name']}" is not what was saved.`
    yield { subject: 'versions', detail }
  }
}
