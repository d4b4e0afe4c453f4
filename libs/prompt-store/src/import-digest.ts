import { createHash } from 'node:crypto'
import { contentHash, type NewPrompt } from '@promptbin/prompts'

/** What an import brings: everything about a prompt that its source may change. */
export type Imported = Pick<
  NewPrompt,
  'title' | 'description' | 'folder' | 'tags' | 'messages' | 'variables' | 'modelConfig'
>

/**
 * SHA-256, in hex, of all that an import brings. The one taken at the last import tells, compared
 * with the source's and with the library's of today, which of the two has changed since.
 */
export function importDigest({ title, description, folder, tags, ...content }: Imported): string {
  const fields = [title, description, folder, tags, contentHash(content)]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}
