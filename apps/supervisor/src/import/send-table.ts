import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { PromptBinError } from '@promptbin/errors'
import type { ImportEvent } from '@promptbin/prompts'
import { importFailed } from '../errors.ts'
import { createLineSplitter } from '../line-splitter.ts'

/** One event of an import. */
const maxLineBytes = 64 * 1024

/**
 * Sends a prompts.chat table to prompt-web and gives what it tells while it works. Both directions
 * flow at once, which `fetch` does not promise. Throws what prompt-web refused it with, or
 * `PB_IMPORT_FAILED` when the answer breaks off.
 */
export async function* sendTable(table: Readable, webUrl: string): AsyncGenerator<ImportEvent> {
  const sending = request(new URL('/api/v1/import?format=prompts-chat', webUrl), {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    agent: false,
  })
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>
  // An answer can come before the table is read to its end; then it says why, not the broken pipe.
  pipeline(table, sending).catch(() => {})
  try {
    const [answer] = await answered
    if (answer.statusCode !== 200) throw await refusal(answer)
    yield* readEvents(answer)
  } catch (cause) {
    if (cause instanceof PromptBinError) throw cause
    throw importFailed.with({ cause }, (cause as Error).message)
  } finally {
    sending.destroy()
  }
}

async function* readEvents(answer: IncomingMessage): AsyncGenerator<ImportEvent> {
  const split = createLineSplitter({ maxLineBytes })
  let isComplete = false
  for await (const chunk of answer) {
    for (const part of split(chunk)) {
      if (!('line' in part)) continue
      const event = JSON.parse(part.line) as ImportEvent
      isComplete = event.type === 'result' || event.type === 'error'
      yield event
    }
  }
  if (!isComplete) throw importFailed('prompt-web broke off its answer.')
}

/** The problem that prompt-web answers with (RFC 9457), as the error that it was there. */
async function refusal(answer: IncomingMessage): Promise<PromptBinError> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  const { code, detail, hint } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  return new PromptBinError({
    code,
    message: detail,
    hint,
    status: answer.statusCode ?? 500,
    class: 'user',
    severity: 'error',
  })
}
