import { Readable } from 'node:stream'
import { json, text } from 'node:stream/consumers'
import { PromptBinError, receivedError } from '@promptbin/errors'
import type { ImportEvent, Prompt } from '@promptbin/prompts'
import { askService, askServiceForJson } from '../../http/ask-service.ts'
import type { FoundPrompt } from './task/restore-task.ts'

/** How prompt-web is asked. */
export interface LibraryAccess {
  readonly webUrl: string
  /** By which it knows for whom that is done. */
  readonly headers: Readonly<Record<string, string>>
}

/** What becomes of the prompt. */
export interface PromptWish {
  /** The name of the new prompt that it is to be; without one it is itself again. */
  readonly as?: string | undefined
  /** Whether it is only told what would come of it. */
  readonly isTrial: boolean
}

/** What came of it. */
export interface RestoredPrompt {
  readonly name: string
  readonly outcome: 'created' | 'updated' | 'unchanged'
  /** Its newest version now; null after a trial. */
  readonly version: number | null
}

const path = '/api/v1/prompts'

/**
 * Brings back a prompt from a backup through prompt-web, so that nothing that was saved since is lost: its
 * text becomes a new version, one that is gone comes back with all that there was of it. Throws what
 * prompt-web refuses it with.
 */
export async function restorePrompt(
  found: FoundPrompt,
  wish: PromptWish,
  access: LibraryAccess,
): Promise<RestoredPrompt> {
  if (wish.as !== undefined) return createAs(wish.as, found, wish, access)
  const here = await read(found.record.id, access)
  if (here !== undefined) return addVersion(here, found, wish, access)
  return bringBack(found, wish, access)
}

/** The prompt with its newest version; undefined if it is in the trash or gone. */
async function read(id: string, { webUrl, headers }: LibraryAccess): Promise<Prompt | undefined> {
  try {
    const address = `${path}/${encodeURIComponent(id)}?label=latest`
    return (await json(await askService(webUrl, address, { method: 'GET', headers }))) as Prompt
  } catch (error) {
    if (error instanceof PromptBinError && error.status === 404) return undefined
    throw error
  }
}

/** What its newest version said, with why it is saved again. */
function contentOf({ record, createdAt }: FoundPrompt) {
  const newest = record.versions.at(-1)
  if (newest === undefined) throw new Error('A prompt has at least one version.')
  const { messages, variables, modelConfig, sha256 } = newest
  const message = `Restored from the backup of ${createdAt}.`
  return { content: { messages, variables, modelConfig, message }, sha256 }
}

async function addVersion(
  here: Prompt,
  found: FoundPrompt,
  { isTrial }: PromptWish,
  { webUrl, headers }: LibraryAccess,
): Promise<RestoredPrompt> {
  const { name, latest } = here
  const { content, sha256 } = contentOf(found)
  if (here.version.sha256 === sha256) {
    return { name, outcome: 'unchanged', version: isTrial ? null : latest }
  }
  if (isTrial) return { name, outcome: 'updated', version: null }
  const changed = (await askServiceForJson(webUrl, `${path}/${here.id}`, content, {
    method: 'PATCH',
    headers: { ...headers, 'if-match': `"${here.generation}"` },
  })) as Prompt
  return { name, outcome: 'updated', version: changed.latest }
}

async function createAs(
  name: string,
  found: FoundPrompt,
  { isTrial }: PromptWish,
  { webUrl, headers }: LibraryAccess,
): Promise<RestoredPrompt> {
  if (isTrial) return { name, outcome: 'created', version: null }
  const { title, description, folder, tags } = found.record
  const { content } = contentOf(found)
  const draft = { name, title, description, folder, tags, ...content }
  const made = (await askServiceForJson(webUrl, path, draft, { headers })) as Prompt
  return { name: made.name, outcome: 'created', version: made.latest }
}

async function bringBack(
  found: FoundPrompt,
  wish: PromptWish,
  access: LibraryAccess,
): Promise<RestoredPrompt> {
  const { id, name } = found.record
  if (wish.isTrial) return { name, outcome: 'created', version: null }
  const { webUrl, headers } = access
  await importExport(found.exported, access)
  const imported = await read(id, access)
  if (imported) return { name: imported.name, outcome: 'created', version: imported.latest }
  // An import leaves what is in the trash there.
  const back = (await askServiceForJson(webUrl, `${path}/${id}/restore`, {}, { headers })) as Prompt
  const newest = (await read(back.id, access)) ?? back
  return { ...(await addVersion(newest, found, wish, access)), outcome: 'created' }
}

/** Throws what the import of the one prompt fails with. */
async function importExport(exported: string, { webUrl, headers }: LibraryAccess): Promise<void> {
  const answer = await askService(webUrl, '/api/v1/import?format=jsonl', {
    method: 'POST',
    contentType: 'application/jsonl',
    headers,
    body: Readable.from([exported]),
  })
  const lines = (await text(answer)).trimEnd().split('\n')
  for (const line of lines) {
    const event = JSON.parse(line) as ImportEvent
    if (event.type === 'error' || (event.type === 'row' && event.outcome === 'failed')) {
      throw receivedError(422, { hint: 'Read it in an export, and mend what is said.', ...event })
    }
  }
}
