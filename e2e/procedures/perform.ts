import { expect } from 'vitest'
import { readProcedure } from './procedure.ts'
import type { Shell } from './shell.ts'

/** What a page is to show of a fault. */
export interface Expected {
  /** What stands in the output of "How to see it". */
  readonly symptom: RegExp
  /** What stands in the output of "When it is over". */
  readonly proof: RegExp
  /** What a person installs between seeing and mending. */
  readonly install?: () => void
}

/**
 * Does what a page says, with its blocks as they stand. What shows a fault may fail as commands do then;
 * what mends it, and what proves that, must not. Returns what mending has printed.
 */
export async function perform(
  shell: Shell,
  page: string,
  { symptom, proof, install }: Expected,
): Promise<string> {
  const procedure = readProcedure(page)
  const seen = await shell.run(procedure['How to see it'].join('\n'))
  expect(seen.output, `${page}: how to see it`).toMatch(symptom)
  expect(seen.output, `${page}: commands that do not exist`).not.toMatch(/^error: /m)
  install?.()
  const mended = await shell.run(`set -eu\n${procedure['What to do'].join('\n')}`)
  expect(mended.code, `${page}: what to do\n${mended.output}`).toBe(0)
  const over = await shell.run(`set -eu\n${procedure['When it is over'].join('\n')}`)
  expect(over.code, `${page}: when it is over\n${over.output}`).toBe(0)
  expect(over.output, `${page}: when it is over`).toMatch(proof)
  return mended.output
}
