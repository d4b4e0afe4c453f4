import Value from 'typebox/value'
import { expect, test } from 'vitest'
import { compositionOf } from '../../test/composition.ts'
import { pageOf } from '../list/page.ts'
import { LabelMove } from './label.ts'
import { Prompt, PromptSummary } from './prompt.ts'
import { PromptRecord } from './prompt-record.ts'

const { prompt } = compositionOf({ texts: ['Hello'] })

const record = {
  ...prompt,
  versions: [{ ...prompt.version, includes: [{ reference: 'rules@2', prompt: '7' }] }],
  labelMoves: [
    {
      label: 'production',
      from: null,
      to: 1,
      author: 'local',
      client: 'browser',
      reason: '',
      at: '2026-01-01T00:00:00.000Z',
    },
  ],
}

test('the schemas fit what they describe, and nothing less', () => {
  expect(Value.Check(Prompt, prompt)).toBe(true)
  expect(Value.Check(PromptRecord, record)).toBe(true)
  expect(Value.Check(LabelMove, record.labelMoves[0])).toBe(true)
  for (const field of ['id', 'aliases', 'versions', 'labelMoves', 'usedAt'] as const) {
    const { [field]: _left, ...rest } = record
    expect(Value.Check(PromptRecord, rest)).toBe(false)
  }
  expect(Value.Check(PromptRecord, { ...record, versions: [] })).toBe(false)
  expect(Value.Check(PromptRecord, { ...record, versions: [prompt.version] })).toBe(false)
})

test('a page is a page of its items', () => {
  const page = { items: [prompt], nextCursor: null, total: { value: 1, exact: true } }
  expect(Value.Check(pageOf(PromptSummary), page)).toBe(true)
  expect(Value.Check(pageOf(LabelMove), page)).toBe(false)
  expect(Value.Check(pageOf(PromptSummary), { ...page, total: 1 })).toBe(false)
})
