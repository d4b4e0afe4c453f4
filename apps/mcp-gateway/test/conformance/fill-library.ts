import type { ImportEvent } from '@promptbin/prompts'
import { type Row, rows } from './rows.ts'

async function send(method: string, url: URL, body: unknown): Promise<string> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${url.pathname}: ${response.status} ${text}`)
  return text
}

/** Imports a row as a prompt of PromptBin 0.5, whose id is kept, then gives it what 0.5 could not hold. */
async function addRow(webUrl: string, { id, title, text, change }: Row): Promise<void> {
  const former = { id, title, description: title, content: text, category: 'conformance' }
  const path = '/api/v1/import?format=promptbin-0.5'
  const lines = await send('POST', new URL(path, webUrl), former)
  const events: ImportEvent[] = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const row = events.find(({ type }) => type === 'row')
  if (row?.type !== 'row' || row.outcome === 'failed') throw new Error(lines)
  if (!change) return
  const address = new URL(`/api/v1/prompts/${row.name}`, webUrl)
  const { latest } = JSON.parse(await send('PATCH', address, change)) as { latest: number }
  // What was imported is labelled as what clients get; from now on that is the new version.
  const label = new URL(`/api/v1/prompts/${row.name}/labels/production`, webUrl)
  await send('PUT', label, { version: latest })
}

/** Puts everything of the suite that a library can hold into one. */
export async function fillLibrary(webUrl: string): Promise<void> {
  for (const row of rows) await addRow(webUrl, row)
}
