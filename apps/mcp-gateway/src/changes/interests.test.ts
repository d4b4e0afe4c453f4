import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createInterests } from './interests.ts'
import { createListenInterests } from './listen-interests.ts'

const change = { type: 'changed', generation: 7, id: 'id-1', name: 'greeting' }

test.each([
  ['promptbin://prompts/greeting', true],
  ['promptbin://prompts/greeting?version=3', true],
  ['promptbin://prompts/greeting?label=production', true],
  ['promptbin://prompts/greeting-two', false],
  ['promptbin://prompts/%67reeting', true],
  ['promptbin://prompts/%', false],
  ['promptbin://get-prompt/id-1', true],
  ['promptbin://get-prompt/id-2', false],
  ['promptbin://get-prompt-by-name/greeting', true],
  ['promptbin://list-prompts', true],
  ['test://of-another-scheme', true],
])('a change of greeting is about %s: %s', async (uri, isConcerned) => {
  const interests = createInterests()
  interests.add(uri)
  expect(await interests.concernedBy([change])).toEqual(isConcerned ? [uri] : [])
  expect(await interests.concernedBy([{ type: 'reset', generation: 8 }])).toEqual([uri])
  expect(interests.delete(uri)).toBe(true)
  expect(await interests.concernedBy([change])).toEqual([])
})

test('a prompt is followed under its new name too', async () => {
  const interests = createInterests({ identify: async () => 'id-1' })
  interests.add('promptbin://prompts/old-name')
  interests.add('test://imported')
  await turn()
  expect(await interests.concernedBy([change])).toEqual([
    'promptbin://prompts/old-name',
    'test://imported',
  ])
  const other = { ...change, id: 'id-2', name: 'other' }
  expect(await interests.concernedBy([other])).toEqual([])
})

test('where only a part is served, of a prompt is told only while it belongs to it', async () => {
  const served = new Set(['promptbin://prompts/greeting'])
  const interests = createInterests({
    identify: async (uri) => `id-of-${uri.slice(20)}`,
    isServed: async (uri) => served.has(uri),
  })
  const uriOf = (name: string) => `promptbin://prompts/${name}`
  const names = ['greeting', 'secret']
  for (const name of names) interests.add(uriOf(name))
  await turn()
  const happens = (type: string, ...concerned: string[]) =>
    interests.concernedBy(
      concerned.map((name) => ({ type, generation: 7, id: `id-of-${name}`, name })),
    )
  expect(await happens('changed', ...names)).toEqual([uriOf('greeting')])
  served.add(uriOf('secret'))
  expect(await happens('changed', 'secret')).toEqual([uriOf('secret')])
  served.delete(uriOf('secret'))
  expect(await happens('changed', 'secret')).toEqual([])
  expect(await happens('trashed', 'secret')).toEqual([])
  served.clear()
  expect(await happens('trashed', 'greeting')).toEqual([uriOf('greeting')])
  expect(await happens('restored', 'greeting')).toEqual([])
})

test('a library that cannot be asked keeps nobody from following', async () => {
  const identify = () => Promise.reject(new Error('away'))
  const interests = createInterests({ identify })
  interests.add('promptbin://prompts/greeting')
  await turn()
  expect(await interests.concernedBy([change])).toHaveLength(1)
})

test('there is a limit, and who is there already stays', () => {
  const interests = createInterests({ limit: 2 })
  expect(['a://1', 'a://2', 'a://3', 'a://1'].map(interests.add)).toEqual([true, true, false, true])
  expect(interests.size).toBe(2)
})

test('what several listen requests name ends with each of them', async () => {
  const interests = createListenInterests(createInterests)
  const uri = 'promptbin://prompts/greeting'
  interests.open(1, [uri])
  interests.open(2, [uri])
  expect(await interests.concernedBy([change])).toEqual([uri])
  interests.close(1)
  expect(await interests.concernedBy([change])).toEqual([uri])
  interests.close(2)
  expect(await interests.concernedBy([change])).toEqual([])
})
