import type { ImportEvent } from '@promptbin/prompts'

/** Where tables are sent. */
export const importPath = '/api/v1/import?format=prompts-chat'

/** The first line of a prompts.chat table. */
export const header = 'act,prompt,for_devs,type,contributor\n'

/** A table of as many prompts as asked for, each with a text of its own. */
export function table(rows: number, text = 'Text'): string {
  const lines = Array.from({ length: rows }, (_, n) => `Prompt ${n},${text} ${n},FALSE,TEXT,me\n`)
  return header + lines.join('')
}

/** The events of an answer, one a line. */
export function eventsIn(body: string): readonly ImportEvent[] {
  return body
    .trimEnd()
    .split('\n')
    .map((line): ImportEvent => JSON.parse(line))
}
