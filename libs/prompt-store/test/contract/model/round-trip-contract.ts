import { contentBytesOf, type Message, type PromptRecord, type Variable } from '@promptbin/prompts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PromptStore } from '../../../src/index.ts'
import { recordsOf } from '../imports/record-contract.ts'
import { ada, aPrompt, type MakeStore, namesOf, useStore } from '../library-fixture.ts'

const name = fc.constantFrom('a', 'b', 'c', 'd')
const label = fc.constantFrom('production', 'beta')
const n = fc.constantFrom(1, 2, 3)
const reference = fc.oneof(
  name,
  fc.tuple(name, fc.oneof(n, label)).map(([of, selector]) => `${of}@${selector}`),
)
const text = fc.oneof(
  fc
    .string({ unit: 'binary', maxLength: 20 })
    .map((some) => some.replaceAll('\0', '').toWellFormed()),
  reference.map((some) => `{{> ${some}}} {{v}}`),
)
const part = fc.oneof(
  text.map((text) => ({ text })),
  fc.constant({ image: { mimeType: 'image/png' as const, data: 'iVBORw0KGgo=' } }),
  text.map((text) => ({ resource: { uri: 'file:///a.md', text } })),
)
const role = fc.constantFrom('system' as const, 'user' as const, 'assistant' as const)
const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ role, text }),
  fc.record({ role, parts: fc.array(part, { minLength: 1, maxLength: 3 }) }),
)
const fields = {
  title: fc.constantFrom('A', 'B'),
  folder: fc.constantFrom('', 'x/y'),
  tags: fc.subarray(['t', 'ü "']),
  favourite: fc.boolean(),
  messages: fc.array(message, { minLength: 1, maxLength: 3 }),
  variables: fc.constantFrom<Variable[]>([], [{ name: 'v', type: 'enum', options: ['1'] }]),
  modelConfig: fc.constantFrom({}, { heat: 0.5, deep: { list: [null, true] } }),
}

/** Something to do in a library; what cannot be done is as good as anything else. */
type Step = (store: PromptStore) => Promise<unknown>

const creates = fc.record({ ...fields, name }).map(
  (prompt): Step =>
    (store) =>
      store.create(aPrompt(prompt), ada),
)

const changes = fc.tuple(name, fc.record(fields, { requiredKeys: [] })).map(
  ([of, edit]): Step =>
    (store) =>
      store.change(of, edit, ada),
)

const renames = fc.tuple(name, name).map(
  ([of, name]): Step =>
    (store) =>
      store.change(of, { name }, ada),
)

const reverts = fc.tuple(name, n).map(
  ([of, n]): Step =>
    (store) =>
      store.revert(of, n, 'back', ada),
)

const labels = fc.tuple(name, label, n, fc.boolean()).map(
  ([of, label, version, isProtected]): Step =>
    (store) =>
      store.setLabel(of, label, { version, protected: isProtected, reason: label }, ada),
)

const removals = fc.tuple(name, label).map(
  ([of, label]): Step =>
    (store) =>
      store.removeLabel(of, label, '', ada),
)

const trashes = name.map(
  (of): Step =>
    (store) =>
      store.trash(of, { evenIfUsed: true }),
)

const restores = name.map(
  (of): Step =>
    (store) =>
      store.restore(of),
)

const imports = fc.tuple(name, fc.record(fields)).map(
  ([key, prompt]): Step =>
    (store) => {
      const imported = { ...aPrompt(prompt), labels: ['beta'], aliases: [`id of ${key}`] }
      return store.import(imported, { source: 'elsewhere', key }, ada)
    },
)

const uses = name.map(
  (of): Step =>
    async (store) => {
      const { prompt } = await store.compose(of, {})
      await store.noteUses([{ id: prompt.id, at: 1_000 }])
    },
)

const step = fc.oneof(
  { arbitrary: changes, weight: 8 },
  { arbitrary: fc.oneof(creates, labels, reverts), weight: 6 },
  { arbitrary: fc.oneof(removals, renames, trashes, restores, imports, uses), weight: 4 },
)

async function empty(store: PromptStore) {
  await store.batch(await namesOf(store), { trash: true }, ada)
  await store.purge({ before: Number.MAX_SAFE_INTEGER })
}

async function makeHistory(store: PromptStore, history: readonly Step[]) {
  for (const name of ['a', 'b', 'c', 'd']) await store.create(aPrompt({ name }), ada)
  for (const take of history) await take(store).catch(() => {})
}

async function restoreAll(store: PromptStore, records: readonly PromptRecord[], outcome: string) {
  for (const record of records) {
    const { name } = record
    expect(await store.restoreRecord(record)).toEqual({ outcome, name, notes: [] })
  }
}

async function expectSame(source: PromptStore, target: PromptStore) {
  const records = await recordsOf(source)
  expect(await recordsOf(target)).toEqual(records)
  for (const { name } of records) {
    const [there, here] = await Promise.all([source.compose(name, {}), target.compose(name, {})])
    const { generation, contentBytes, version } = there.prompt
    expect(contentBytes).toBe(contentBytesOf(version.messages))
    expect({ ...here, prompt: { ...here.prompt, generation } }).toEqual(there)
  }
  expect(await target.tags()).toEqual(await source.tags())
  expect(await target.labels()).toEqual(await source.labels())
  expect(await target.folders()).toEqual(await source.folders())
}

export function roundTripContract(makeStore: MakeStore, numRuns: number) {
  describe('whatever happened in a library', () => {
    const source = useStore(makeStore)
    const target = useStore(makeStore)

    test('its records make the same library of an empty one, in any order, once and again', async () => {
      const steps = fc.array(step, { minLength: 10, maxLength: 60, size: 'max' })
      await fc.assert(
        fc.asyncProperty(steps, fc.boolean(), async (history, isReversed) => {
          await empty(source.store)
          await empty(target.store)
          await makeHistory(source.store, history)
          const records = await recordsOf(source.store)
          const order = isReversed ? records.toReversed() : records
          await restoreAll(target.store, order, 'created')
          await expectSame(source.store, target.store)
          const generation = await target.store.generation()
          await restoreAll(target.store, order, 'skipped')
          expect(await target.store.generation()).toBe(generation)
        }),
        { numRuns },
      )
    })
  })
}
