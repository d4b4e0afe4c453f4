import { json, text } from 'node:stream/consumers'
import { askService } from '../../http/ask-service.ts'
import type { FoundInstance } from '../../instance/find-instance.ts'

/** Whoever is asked answers from memory, or from a few files; one that hangs must not hold up the report. */
const deadlineMs = 5_000

/** How the supervisor of a running instance is asked. */
export interface Ask {
  /** The answer at a path of its API. Rejects with what it refuses it with, or that it took too long. */
  json(path: string): Promise<unknown>
  /** The same of a text. */
  text(path: string): Promise<string>
}

/** Asks in the name of whoever runs PromptBin. */
export function askInstance({ description, headers }: FoundInstance): Ask {
  const get = (path: string) =>
    askService(description.supervisor.url, path, {
      method: 'GET',
      headers,
      signal: AbortSignal.timeout(deadlineMs),
    })
  return {
    json: async (path) => json(await get(path)),
    text: async (path) => text(await get(path)),
  }
}
