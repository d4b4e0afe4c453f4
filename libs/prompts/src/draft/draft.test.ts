import { expect, test } from 'vitest'
import { normalizeChange, normalizeDraft } from './draft.ts'
import type { PromptChange, PromptDraft } from './prompt-draft.ts'

/** What is wrong with an input, as pointers and messages. */
function refusal(normalize: () => unknown) {
  try {
    normalize()
  } catch (error) {
    return error
  }
  throw new Error('nothing was refused')
}

const draft = (fields: Partial<PromptDraft>): PromptDraft => ({
  title: 'T',
  content: 'c',
  ...fields,
})

test('a draft with only a title and content gets every other field decided', () => {
  expect(normalizeDraft({ title: '  Chef ', content: ' cook\n' })).toEqual({
    title: 'Chef',
    description: '',
    folder: '',
    tags: [],
    favourite: false,
    messages: [{ role: 'user', text: ' cook\n' }],
    variables: [],
    modelConfig: {},
    message: '',
  })
})

test('a draft with messages keeps them', () => {
  const messages = [{ role: 'system' as const, text: 'Be brief.' }]
  expect(normalizeDraft({ name: 'chef', title: 'Chef', messages })).toMatchObject({
    name: 'chef',
    messages,
  })
})

test('a draft needs content or messages, and not both', () => {
  expect(refusal(() => normalizeDraft({ title: 'T' }))).toMatchObject({
    code: 'PB_PROMPT_INVALID',
    status: 422,
    fields: [{ pointer: '/content', message: 'is missing' }],
  })
  const messages = [{ role: 'user' as const, text: '' }]
  expect(refusal(() => normalizeDraft(draft({ messages })))).toMatchObject({
    fields: [{ pointer: '/messages', message: 'must not stand beside content' }],
  })
})

test('all faults are told at once, each with its field', () => {
  const faulty = draft({
    title: ' ',
    folder: 'a//b',
    tags: [' x'],
    variables: [{ name: '1st' }],
    ...{ colour: 'red' },
  })
  expect(refusal(() => normalizeDraft(faulty))).toMatchObject({
    message: expect.stringContaining(
      'title must be text that is not blank; folder must be folder names',
    ),
    fields: expect.arrayContaining(
      ['/title', '/folder', '/tags/0', '/variables/0/name', '/colour'].map((pointer) =>
        expect.objectContaining({ pointer }),
      ),
    ),
  })
})

test('text that is too long is refused with its limit', () => {
  expect(refusal(() => normalizeDraft(draft({ content: 'x'.repeat(524_289) })))).toMatchObject({
    fields: [{ pointer: '/content', message: expect.stringContaining('524288') }],
  })
})

test('an unknown role is refused', () => {
  const messages = [{ role: 'tool', text: '' }] as unknown as PromptDraft['messages'] & object
  expect(refusal(() => normalizeDraft({ title: 'T', messages }))).toMatchObject({
    fields: [{ pointer: '/messages/0/role', message: 'must be system, user or assistant' }],
  })
})

test.each<[string, Partial<PromptDraft>, string]>([
  ['title', { title: 'a\0' }, '/title'],
  ['content', { content: '\ud800' }, '/content'],
  ['tag', { tags: ['fine', '\udfff'] }, '/tags/1'],
  ['default', { variables: [{ name: 'a', default: '\0' }] }, '/variables/0/default'],
  ['version message', { message: '\0' }, '/message'],
])('NUL and half surrogate pairs are refused in a %s', (_field, fields, pointer) => {
  expect(refusal(() => normalizeDraft(draft(fields)))).toMatchObject({
    fields: [expect.objectContaining({ pointer })],
  })
})

test('a variable may be declared once', () => {
  const variables = [{ name: 'a' }, { name: 'A' }, { name: 'a' }]
  expect(refusal(() => normalizeDraft(draft({ variables })))).toMatchObject({
    fields: [{ pointer: '/variables/2/name', message: 'repeats the variable "a"' }],
  })
})

test('the same content has one form, however it is written', () => {
  const written = normalizeDraft({
    title: 'T',
    messages: [{ role: 'user', parts: [{ text: 'a' }] }],
    variables: [
      { name: 'a', type: 'string', required: false, default: '' },
      { name: 'b', type: 'list', required: true },
    ],
  })
  expect(written.messages).toEqual([{ role: 'user', text: 'a' }])
  expect(written.variables).toEqual([
    { name: 'a', default: '' },
    { name: 'b', type: 'list', required: true },
  ])
  const parts = [{ text: 'a' }, { text: 'b' }]
  expect(normalizeChange({ messages: [{ role: 'user', parts }] })).toEqual({
    messages: [{ role: 'user', parts }],
  })
})

test('a change sets what it names and nothing else', () => {
  expect(normalizeChange({})).toEqual({})
  expect(normalizeChange({ title: ' New ', tags: [] })).toEqual({ title: 'New', tags: [] })
  const everything = { name: 'other', favourite: true, modelConfig: { top: [1] }, folder: 'a/b' }
  expect(normalizeChange(everything)).toEqual(everything)
  expect(normalizeChange({ content: 'text' })).toEqual({
    messages: [{ role: 'user', text: 'text' }],
  })
})

test.each<[string, PromptChange, string]>([
  ['a blank title', { title: '\t' }, '/title'],
  ['a name that is none', { name: 'Other One' }, '/name'],
  ['a field that is unknown', { ...({ latest: 3 } as object) }, '/latest'],
  ['content beside messages', { content: '', messages: [{ role: 'user', text: '' }] }, '/messages'],
  ['NUL', { description: 'a\0b' }, '/description'],
])('a change with %s is refused', (_fault, change, pointer) => {
  expect(refusal(() => normalizeChange(change))).toMatchObject({
    code: 'PB_PROMPT_INVALID',
    fields: [expect.objectContaining({ pointer })],
  })
})
