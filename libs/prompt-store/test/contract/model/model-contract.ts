import { contentBytesOf } from '@promptbin/prompts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PromptStore } from '../../../src/index.ts'
import { ada, aPrompt, type MakeStore, namesOf, read, useStore } from '../library-fixture.ts'
import { type Action, LibraryModel, type ModelPrompt, type Outcome } from './library-model.ts'

const words = ['red', 'green', 'greenhouse', 'blue']
const text = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
  .map((some) => some.join(' '))
const name = fc.constantFrom('red', 'blue', 'red-2', 'green-red')
const folder = fc.constantFrom('', 'a', 'a/b', 'ab')
const tags = fc.subarray(['x', 'x y', 'z'])
const label = fc.constantFrom('production', 'beta')
const expected = fc.constantFrom('any' as const, 'current' as const, 'stale' as const)
const messages = text.map((some) => aPrompt({ text: some }).messages)
const variables = fc.constantFrom([], [{ name: 'v' }])
const title = fc.constantFrom('Red', 'blue', 'green red')
const favourite = fc.boolean()
const fields = { title, folder, tags, messages, variables, favourite }
const prompt = fc.record(fields).map(aPrompt)
const named = fc.record({ ...fields, name }).map(aPrompt)
const edit = fc.record({ ...fields, name }, { requiredKeys: [] })
const version = fc.constantFrom(1, 2, 3, null)

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ type: fc.constant('create' as const), prompt: fc.oneof(prompt, named) }),
  fc.record({ type: fc.constant('change' as const), name, edit, expected }),
  fc.record({ type: fc.constant('trash' as const), name, expected }),
  fc.record({ type: fc.constant('restore' as const), name }),
  fc.record({ type: fc.constant('label' as const), name, label, version }),
  fc.record({ type: fc.constant('import' as const), key: fc.constantFrom('1', '2', '3'), prompt }),
)

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

const question = fc.record({
  q: maybe(text.map((some) => some.slice(0, -1))),
  tag: maybe(fc.constantFrom('x', 'y')),
  folder: maybe(folder),
  label: maybe(label),
  favourite: maybe(fc.constant(true)),
  limit: fc.constantFrom(1, 2, 100),
})
type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never

async function perform(store: PromptStore, run: string, action: Action): Promise<Outcome> {
  try {
    return await attempt(store, run, action)
  } catch (error) {
    return { code: (error as { code: string }).code }
  }
}

async function attempt(store: PromptStore, run: string, action: Action): Promise<Outcome> {
  if (action.type === 'create') return shortly(await store.create(action.prompt, ada))
  if (action.type === 'restore') return shortly(await store.restore(action.name))
  if (action.type === 'label') {
    const { name, label, version } = action
    const labelled =
      version === null
        ? await store.removeLabel(name, label, '', ada)
        : await store.setLabel(name, label, { version }, ada)
    return shortly(labelled)
  }
  if (action.type === 'import') {
    const origin = { source: run, key: action.key }
    const { name, outcome } = await store.import(action.prompt, origin, ada)
    return { name, outcome }
  }
  const { generation } = await read(store, action.name)
  const seen = { any: undefined, current: generation, stale: generation - 1 }[action.expected]
  if (action.type === 'change') {
    return shortly(await store.change(action.name, action.edit, ada, seen))
  }
  return shortly(await store.trash(action.name, seen === undefined ? {} : { expected: seen }))
}

const shortly = ({ name, latest }: { name: string; latest: number }) => ({ name, latest })

/** What a list should hold, the newest change first. */
function expectedNames(model: LibraryModel, question: Question): string[] {
  const { q, tag, folder, label } = question
  const terms = q?.split(' ').filter(Boolean) ?? []
  const isFound = ({ name, content, labels, favourite }: ModelPrompt) => {
    const all = `${name} ${content.title} ${content.tags.join(' ')} ${content.messages[0]?.text}`
    const has = all.toLowerCase().split(/[ -]/)
    const last = terms.at(-1) ?? ''
    const begun = has.some((word) => (last.length > 1 ? word.startsWith(last) : word === last))
    const others = terms.slice(0, -1).every((term) => has.includes(term))
    const inFolder = !folder || `${content.folder}/`.startsWith(`${folder}/`)
    const isMarked = (!label || labels.has(label)) && (!question.favourite || favourite)
    return (
      (!last || (begun && others)) && (!tag || content.tags.includes(tag)) && inFolder && isMarked
    )
  }
  return model.prompts
    .filter(isFound)
    .map(({ name }) => name)
    .reverse()
}

async function expectSame(store: PromptStore, model: LibraryModel, { limit, ...query }: Question) {
  const { q } = query
  const names = await namesOf(store, JSON.parse(JSON.stringify(query)), limit)
  const expected = expectedNames(model, { ...query, limit })
  if (q?.trim()) expect(names.toSorted()).toEqual(expected.toSorted())
  else expect(names).toEqual(expected)
  for (const prompt of model.prompts) await expectSamePrompt(store, prompt)
  const trashed = await store.trashed({ limit: 100 })
  expect(trashed.items.map(({ name }) => name)).toEqual(
    model.trash.map(({ name }) => name).toReversed(),
  )
  const { prompts, versions } = await store.stats()
  const kept = model.prompts.reduce((sum, { texts }) => sum + texts.length, 0)
  expect([prompts, versions]).toEqual([model.prompts.length, kept])
}

async function expectSamePrompt(store: PromptStore, prompt: ModelPrompt) {
  const { name, aliases, content, texts, favourite, labels } = prompt
  const { version, ...about } = await read(store, name)
  const { messages, variables, ...written } = content
  expect(version).toMatchObject({ n: texts.length, messages, variables })
  const defaultVersion = labels.get('production') ?? texts.length
  expect(about).toMatchObject({ ...written, aliases, favourite, defaultVersion })
  expect(about.labels.map(({ name, version }) => [name, version])).toEqual([...labels].sort())
  const [said, declared] = JSON.parse(texts[defaultVersion - 1]!)
  expect(about.variables).toEqual(declared)
  expect(about.contentBytes).toBe(contentBytesOf(said))
  const stored = await Promise.all(texts.map((_, i) => read(store, name, i + 1)))
  expect(
    stored.map(({ version: { messages, variables } }) => JSON.stringify([messages, variables])),
  ).toEqual(texts)
  for (const alias of aliases) expect((await read(store, alias)).name).toBe(name)
}

export function modelContract(makeStore: MakeStore, numRuns: number) {
  describe('any sequence of actions', () => {
    const library = useStore(makeStore)
    let runs = 0

    test('leaves what a simple model in memory says', async () => {
      const steps = fc.array(fc.tuple(action, question), { maxLength: 40, size: 'max' })
      await fc.assert(
        fc.asyncProperty(steps, async (sequence) => {
          const { store } = library
          await store.batch(await namesOf(store), { trash: true }, ada)
          await store.purge({ before: Number.MAX_SAFE_INTEGER })
          const [model, run] = [new LibraryModel(), `run ${runs++}`]
          for (const [action, question] of sequence) {
            const [before, changes] = [await store.generation(), model.changes]
            expect(await perform(store, run, action)).toEqual(model.apply(action))
            expect((await store.generation()) > before).toBe(model.changes > changes)
            await expectSame(store, model, question)
          }
        }),
        { numRuns },
      )
    })
  })
}
