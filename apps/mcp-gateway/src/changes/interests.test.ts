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
])('a change of greeting is about %s: %s', (uri, isConcerned) => {
  const interests = createInterests()
  interests.add(uri)
  expect(interests.concernedBy([change])).toEqual(isConcerned ? [uri] : [])
  expect(interests.concernedBy([{ type: 'reset', generation: 8 }])).toEqual([uri])
  expect(interests.delete(uri)).toBe(true)
  expect(interests.concernedBy([change])).toEqual([])
})

test('a prompt is followed under its new name too', async () => {
  const interests = createInterests({ identify: async () => 'id-1' })
  interests.add('promptbin://prompts/old-name')
  interests.add('test://imported')
  await turn()
  expect(interests.concernedBy([change])).toEqual([
    'promptbin://prompts/old-name',
    'test://imported',
  ])
  const other = { ...change, id: 'id-2', name: 'other' }
  expect(interests.concernedBy([other])).toEqual([])
})

test('where only a part is served, what cannot be identified is never told of', async () => {
  const identify = async (uri: string) => (uri.endsWith('greeting') ? 'id-1' : undefined)
  const interests = createInterests({ identify, onlyIdentified: true })
  for (const name of ['greeting', 'secret']) interests.add(`promptbin://prompts/${name}`)
  await turn()
  const secret = { ...change, id: 'id-2', name: 'secret' }
  expect(interests.concernedBy([change, secret])).toEqual(['promptbin://prompts/greeting'])
})

test('a library that cannot be asked keeps nobody from following', async () => {
  const identify = () => Promise.reject(new Error('away'))
  const interests = createInterests({ identify })
  interests.add('promptbin://prompts/greeting')
  await turn()
  expect(interests.concernedBy([change])).toHaveLength(1)
})

test('there is a limit, and who is there already stays', () => {
  const interests = createInterests({ limit: 2 })
  expect(['a://1', 'a://2', 'a://3', 'a://1'].map(interests.add)).toEqual([true, true, false, true])
  expect(interests.size).toBe(2)
})

test('what several listen requests name ends with each of them', () => {
  const interests = createListenInterests(createInterests)
  const uri = 'promptbin://prompts/greeting'
  interests.open(1, [uri])
  interests.open(2, [uri])
  expect(interests.concernedBy([change])).toEqual([uri])
  interests.close(1)
  expect(interests.concernedBy([change])).toEqual([uri])
  interests.close(2)
  expect(interests.concernedBy([change])).toEqual([])
})
