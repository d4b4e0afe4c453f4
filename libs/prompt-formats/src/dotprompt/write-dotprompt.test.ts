import { normalizeDraft, type PromptDraft, partsOf } from '@promptbin/prompts'
import { Dotprompt } from 'dotprompt'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomDraft, recordOf } from '../../test/random-records.ts'
import { readDotprompt } from './read-dotprompt.ts'
import { writeInSteps } from './write-dotprompt.ts'

function write(draft: PromptDraft) {
  const record = recordOf([draft])
  const steps = writeInSteps(record, record.versions[0]!)
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** What the reference implementation makes of a file when every variable is given its own name. */
async function renderElsewhere(text: string, names: readonly string[]) {
  const dotprompt = new Dotprompt({ partialResolver: (name) => `(${name})` })
  const input = Object.fromEntries(names.map((name) => [name, `<${name}>`]))
  const { messages } = await dotprompt.render(text, { input })
  return messages.map(({ role, content }) => ({
    role: role === 'model' ? 'assistant' : role,
    parts: content.map((part) => ('media' in part ? part.media : part)),
  }))
}

test('what is written is read back the same, whatever stands in it', () => {
  fc.assert(
    fc.property(randomDraft, (draft) => {
      const { prompt } = readDotprompt(write(draft))
      const { message: _imported, ...expected } = normalizeDraft(draft)
      expect(prompt).toMatchObject(expected)
    }),
    { numRuns: 300 },
  )
}, 30_000)

test('another reader of dotprompt takes the texts for the same', async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(randomDraft, async (draft) => {
      const { messages, variables } = normalizeDraft(draft)
      const names = variables.map(({ name }) => name)
      // Dotprompt leaves out what is blank, and has no way to tell two texts in a row apart.
      const texts = messages.map((message) => partsOf(message))
      fc.pre(texts.every(([only, ...others]) => others.length === 0 && only?.text?.trim()))
      fc.pre(!names.includes('__proto__') && !names.includes('constructor'))
      const expected = messages.map(({ role, text = '' }) => ({
        role,
        parts: [{ text: fillIn(text, names) }],
      }))
      expect(await renderElsewhere(write(draft).text, names)).toEqual(expected)
      compared += 1
    }),
    { numRuns: 300 },
  )
  expect(compared).toBeGreaterThan(50)
}, 30_000)

/** As PromptBin renders a text, written anew here. */
function fillIn(text: string, names: readonly string[]): string {
  return text
    .replace(/\{\{[ \t]*([A-Za-z_]\w*)[ \t]*\}\}/g, (written, name: string) =>
      names.includes(name) ? `<${name}>` : written,
    )
    .replace(/\{\{[ \t]*>[ \t]*header[ \t]*\}\}/g, '(header)')
}
