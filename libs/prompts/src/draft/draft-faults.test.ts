import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeFaults, draftFaults } from './draft-faults.ts'
import type { PromptDraft } from './prompt-draft.ts'

/** What is wrong with a draft that is fine but for these fields, by pointer. */
function faultsOf(fields: Record<string, unknown>): Record<string, string> {
  const draft = { title: 'T', content: 'c', ...fields } as PromptDraft
  return Object.fromEntries(draftFaults(draft).map(({ pointer, message }) => [pointer, message]))
}

/** The same for messages. */
const messageFaultsOf = (...messages: unknown[]) => faultsOf({ content: undefined, messages })

const base64 = (latin1: string) => Buffer.from(latin1, 'latin1').toString('base64')
const image = (mimeType: string, latin1: string) => ({
  role: 'user',
  parts: [{ image: { mimeType, data: base64(latin1) } }],
})

test('faults of many fields are told at once, of shape and of meaning', () => {
  expect(
    faultsOf({
      title: 3,
      tags: ['a', 'b', 'a'],
      messages: [{ role: 'user' }, { role: 'tool', text: 'x' }, 'x'],
      variables: [
        { name: 'n', type: 'number', default: 'x' },
        { name: '1', default: 5 },
      ],
      modelConfig: { when: new Date(0) },
      favourite: 'yes',
      'a/b~': 1,
    }),
  ).toEqual({
    '/title': 'must be text',
    '/tags/2': 'is there already',
    '/messages': 'must not stand beside content',
    '/messages/0/text': 'is missing: a message has text or parts',
    '/messages/1/role': 'must be system, user or assistant',
    '/messages/2': 'must be an object',
    '/variables/0/default': 'must be a number, such as 3 or 2.5',
    '/variables/1/name': 'must be letters, digits and "_", not beginning with a digit',
    '/variables/1/default': 'must be text',
    '/modelConfig/when': expect.stringContaining('must be plain JSON'),
    '/favourite': 'must be true or false',
    '/a~1b~0': 'is not a field of a prompt',
  })
})

test('what is missing is told', () => {
  expect(draftFaults({} as PromptDraft)).toEqual([
    { pointer: '/title', message: 'is missing' },
    { pointer: '/content', message: 'is missing' },
  ])
  expect(faultsOf({ variables: [{}] })).toEqual({ '/variables/0/name': 'is missing' })
})

test('a message is text or parts, and a part is exactly one thing', () => {
  const both = { role: 'user', text: 'a', parts: [{ text: 'b' }] }
  expect(messageFaultsOf(both)).toEqual({ '/messages/0/parts': 'must not stand beside text' })
  const parts = [{}, { text: '', resource: { uri: 'a:b' } }, { text: 'a' }, { sound: 'b' }]
  expect(messageFaultsOf({ role: 'user', parts })).toEqual({
    '/messages/0/parts/0': 'must have text, an image or a resource',
    '/messages/0/parts/1': 'must have only one of text and resource',
    '/messages/0/parts/3/sound': 'is not a field that is known here',
  })
  expect(messageFaultsOf({ role: 'user', parts: [] })).toHaveProperty('/messages/0/parts')
})

test.each([
  ['image/png', '\x89PNG\r\n\x1a\n...'],
  ['image/jpeg', '\xff\xd8\xff\xe0.'],
  ['image/gif', 'GIF89a'],
  ['image/webp', 'RIFF\n\0\0\nWEBPVP8 '],
])('a picture is of the type that it is said to be: %s', (mimeType, bytes) => {
  expect(messageFaultsOf(image(mimeType, bytes))).toEqual({})
  const other = mimeType === 'image/png' ? 'image/gif' : 'image/png'
  for (const wrong of [image(other, bytes), image(mimeType, '<svg onload=alert(1)>')]) {
    expect(messageFaultsOf(wrong)).toEqual({
      '/messages/0/parts/0/image/data': expect.stringContaining('its bytes are not'),
    })
  }
})

test('a picture that is no base64, or of a type that can carry scripts, is refused', () => {
  const data = '/messages/0/parts/0/image/data'
  const png = (bytes: string) => ({
    role: 'user',
    parts: [{ image: { mimeType: 'image/png', data: bytes } }],
  })
  expect(messageFaultsOf(png('a b='))).toEqual({ [data]: 'must be base64' })
  expect(messageFaultsOf(png(`${base64('\x89PNG\r\n\x1a\n...')}A`))).toHaveProperty(data)
  expect(messageFaultsOf(image('image/svg+xml', '<svg/>'))).toHaveProperty(
    '/messages/0/parts/0/image/mimeType',
    'must be image/png, image/jpeg, image/gif or image/webp',
  )
})

test('only an enum has options, and it needs them', () => {
  expect(
    faultsOf({
      variables: [
        { name: 'a', type: 'enum' },
        { name: 'b', options: ['x'] },
        { name: 'c', type: 'enum', options: ['x', 'x'] },
        { name: 'd', type: 'enum', options: ['x'], default: 'x', example: 'y' },
      ],
    }),
  ).toEqual({
    '/variables/0/options': 'is missing: an enum has options',
    '/variables/1/options': 'must only be given for the type enum',
    '/variables/2/options/1': 'is there already',
    '/variables/3/example': 'must be one of: x',
  })
})

test('model settings are plain JSON of at most 16 KiB and eight levels', () => {
  const levels = (depth: number): unknown => (depth === 0 ? 1 : { a: levels(depth - 1) })
  expect(faultsOf({ modelConfig: levels(8) })).toEqual({})
  expect(faultsOf({ modelConfig: levels(9) })).toEqual({
    [`/modelConfig${'/a'.repeat(8)}`]: 'must not be more than 8 levels deep',
  })
  expect(faultsOf({ modelConfig: levels(3_000) })).not.toEqual({})
  const size = (length: number) => ({ modelConfig: { a: 'x'.repeat(length) } })
  expect(faultsOf(size(16 * 1024 - 8))).toEqual({})
  expect(faultsOf(size(16 * 1024 - 7))).toHaveProperty('/modelConfig')
  expect(faultsOf({ modelConfig: [1] })).toEqual({ '/modelConfig': 'must be an object' })
  for (const value of [undefined, Number.NaN, Infinity, 1n, () => 1, new Map()]) {
    expect(faultsOf({ modelConfig: { a: [value] } })).toEqual({
      '/modelConfig/a/0': expect.stringContaining('must be plain JSON'),
    })
  }
})

test.each<[string, Record<string, unknown>, string]>([
  ['tag', { tags: ['\udfff'] }, '/tags/0'],
  [
    'option',
    { variables: [{ name: 'a', type: 'enum', options: ['\0'] }] },
    '/variables/0/options/0',
  ],
  ['setting', { modelConfig: { a: ['\0'] } }, '/modelConfig/a/0'],
  ['name of a setting', { modelConfig: { a: { '\ud800': 1 } } }, '/modelConfig/a/\ufffd'],
  ['name of an unknown field', { 'x\0': 1 }, '/x\ufffd'],
])('NUL and half surrogate pairs are refused in a %s', (_field, fields, pointer) => {
  expect(faultsOf(fields)).toHaveProperty([pointer])
})

test('messages that are too long together are refused', () => {
  const message = { role: 'user', text: 'x'.repeat(524_288) }
  expect(messageFaultsOf(...Array(8).fill(message))).toEqual({})
  expect(messageFaultsOf(...Array(8).fill(message), { role: 'user', text: 'x' })).toEqual({
    '/messages': 'must not have more than 4194304 characters in all',
  })
})

test('what is far too long or far too many is told and not looked into', () => {
  expect(faultsOf({ folder: ' '.repeat(5_000_000) })).toHaveProperty(
    '/folder',
    'must not have more than 200 characters',
  )
  expect(faultsOf({ tags: Array(1_000_000).fill(5) })).toEqual({
    '/tags': 'must not have more than 50 items',
  })
  const mimeType = '/'.repeat(50_000)
  const resource = { uri: 'a:b', mimeType: `${mimeType} ` }
  expect(messageFaultsOf({ role: 'user', parts: [{ resource }] })).toEqual({
    '/messages/0/parts/0/resource/mimeType': 'must not have more than 100 characters',
  })
})

test('no more than a hundred faults are told', () => {
  expect(draftFaults({ title: 'T', variables: Array(200).fill(1) } as never)).toHaveLength(100)
})

test('anything at all is either fine or refused, and never throws', () => {
  const fields = ['title', 'content', 'messages', 'variables', 'modelConfig', 'tags', 'name']
  const input = fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom(...fields), fc.anything()))
  fc.assert(
    fc.property(input, (given) => {
      for (const { pointer, message } of [
        ...draftFaults(given as PromptDraft),
        ...changeFaults(given as PromptDraft),
      ]) {
        expect(pointer === '' || pointer.startsWith('/')).toBe(true)
        expect(message).toMatch(/^\S.*\S$/)
      }
    }),
  )
})
