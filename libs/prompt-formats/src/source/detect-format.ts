import type { ImportFormat } from '../formats.ts'

/** What a file's name says of its format; the first that matches counts. */
const namePatterns: readonly (readonly [RegExp, ImportFormat])[] = [
  [/(^|\/)SKILL\.md$/i, 'skill'],
  [/\.prompt\.md$/i, 'vscode'],
  [/\.prompt\.ya?ml$/i, 'github'],
  [/\.prompt$/i, 'dotprompt'],
  [/\.(jsonl|ndjson)$/i, 'jsonl'],
  [/\.csv$/i, 'prompts-chat'],
  [/\.json$/i, 'promptbin-0.5'],
]

/** The format that belongs to a file's name; `undefined` if the name says nothing. */
export function formatOfName(path: string): ImportFormat | undefined {
  return namePatterns.find(([pattern]) => pattern.test(path))?.[1]
}

/** The lines between the two `---` at the beginning of a file. */
const frontMatter = /^---[ \t]*\r?\n([\s\S]*?)(?:\r?\n---|$)/

function formatOfFrontMatter(lines: string): ImportFormat {
  const has = (key: string) => new RegExp(`^${key}\\s*:`, 'm').test(lines)
  if (has('input') || has('config') || has('output') || has('promptbin\\.title')) return 'dotprompt'
  if (has('name') && has('description')) return 'skill'
  if (has('mode') || has('agent') || has('argument-hint')) return 'vscode'
  return 'dotprompt'
}

/** What the beginning of a file says of its format; `undefined` if it is of none that is known. */
export function formatOfContent(head: string): ImportFormat | undefined {
  const text = head.replace(/^\ufeff/, '')
  const matter = frontMatter.exec(text)?.[1]
  if (matter !== undefined) return formatOfFrontMatter(matter)
  if (/^\s*\{\s*"format"\s*:\s*"promptbin"/.test(text)) return 'jsonl'
  if (/^"?act"?,"?prompt"?(?:,|\r?\n)/i.test(text)) return 'prompts-chat'
  if (/^\s*\{/.test(text)) return 'promptbin-0.5'
  if (/^(messages|model|modelParameters)\s*:/m.test(text)) return 'github'
  return undefined
}
