import { armFailpoints, disarmFailpoints } from '@promptbin/failpoints'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { makeFolder, openStore } from './sqlite-fixture.ts'

afterEach(disarmFailpoints)

const author = { author: 'test', client: 'test' }
const once = { key: 'key', fingerprint: 'fingerprint' }
const draft = {
  title: 'Written',
  description: '',
  folder: '',
  tags: [],
  favourite: false,
  variables: [],
  messages: [{ role: 'user' as const, text: 'Text.' }],
  modelConfig: {},
  message: '',
}

/** A store whose first change fails at a failpoint, and no other. */
async function openFailing(rule: string) {
  const { folder, file, discard } = await makeFolder()
  await armFailpoints({ text: `${rule};once=${folder}/claims`, process: 'test' })
  const store = await openStore({ file })
  onTestFinished(async () => {
    await store.close()
    await discard()
  })
  return store
}

test.each([
  ['store.transaction.begun=throw(13)', 'PB_STORE_FULL'],
  ['store.transaction.written=throw(13)', 'PB_STORE_FULL'],
  ['store.transaction.begun=throw(778)', 'PB_STORE_UNAVAILABLE'],
  ['store.transaction.written=throw(1034)', 'PB_STORE_UNAVAILABLE'],
  ['store.transaction.written=throw(11)', 'PB_STORE_DAMAGED'],
  ['store.transaction.written=throw(5)', 'PB_STORE_BUSY'],
])('%s is told as %s, nothing is kept, and the next change is made', async (rule, code) => {
  const store = await openFailing(rule)
  await expect(store.create(draft, author, once)).rejects.toMatchObject({ code })
  expect((await store.stats()).prompts).toBe(0)
  expect((await store.create(draft, author, once)).name).toBe('written')
  expect((await store.stats()).prompts).toBe(1)
})

test('a change that was kept but answered with an error happens once', async () => {
  const store = await openFailing('store.transaction.committed=throw(778)')
  await expect(store.create(draft, author, once)).rejects.toMatchObject({
    code: 'PB_STORE_UNAVAILABLE',
  })
  expect((await store.create(draft, author, once)).name).toBe('written')
  expect((await store.stats()).prompts).toBe(1)
})

test('a library is not opened while a migration fails, and is whole when it no longer does', async () => {
  const { folder, file, discard } = await makeFolder()
  onTestFinished(discard)
  const text = `store.migration.applied=throw(13);once=${folder}/claims`
  await armFailpoints({ text, process: 'test' })
  await expect(openStore({ file })).rejects.toMatchObject({ code: 'PB_STORE_FULL' })
  const store = await openStore({ file })
  expect((await store.create(draft, author)).name).toBe('written')
  await store.close()
})
