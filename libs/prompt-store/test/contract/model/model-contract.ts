import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PromptStore } from '../../../src/index.ts'
import { ada, aPrompt, type MakeStore, namesOf, read, useStore } from '../library-fixture.ts'
import { type Action, LibraryModel, type ModelPrompt, type Outcome } from './library-model.ts'

const words = ['red', 'green', 'greenish', 'blue']
const text = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
  .map((some) => some.join(' '))
const name = fc.constantFrom('red', 'blue', 'red-2', 'green-red')
const folder = fc.constantFrom('', 'a', 'a/b', 'ab')
const tags = fc.subarray(['x', 'x y', 'z'])
const expected = fc.constantFrom('any' as const, 'current' as const, 'stale' as const)
const messages = text.map((some) => aPrompt({ text: some }).messages)
const variables = fc.constantFrom([], [{ name: 'v' }])
const title = fc.constantFrom('Red', 'blue', 'green red')
const fields = { title, folder, tags, messages, variables }
const prompt = fc.record(fields).map(aPrompt)
const named = fc.record({ ...fields, name }).map(aPrompt)
const edit = fc.record(fields, { requiredKeys: [] })

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ type: fc.constant('create' as const), prompt: fc.oneof(prompt, named) }),
  fc.record({ type: fc.constant('change' as const), name, edit, expected }),
  fc.record({ type: fc.constant('trash' as const), name, expected }),
  fc.record({ type: fc.constant('import' as const), key: fc.constantFrom('1', '2', '3'), prompt }),
)

const question = fc.record({
  q: fc.option(
    text.map((some) => some.slice(0, -1)),
    { nil: undefined },
  ),
  tag: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
  folder: fc.option(folder, { nil: undefined }),
  limit: fc.constantFrom(1, 2, 100),
})
type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never

async function perform(store: PromptStore, run: string, action: Action): Promise<Outcome> {
  try {
    if (action.type === 'create') return shortly(await store.create(action.prompt, ada))
    if (action.type === 'import') {
      const origin = { source: run, key: action.key }
      const { name, outcome } = await store.import(action.prompt, origin, ada)
      return { name, outcome }
    }
    const seen = await read(store, action.name)
    const generation = action.expected === 'current' ? seen.generation : seen.generation - 1
    const expectation = action.expected === 'any' ? undefined : generation
    if (action.type === 'change') {
      return shortly(await store.change(action.name, action.edit, ada, expectation))
    }
    await store.trash(action.name, expectation === undefined ? {} : { expected: expectation })
    return shortly(seen)
  } catch (error) {
    return { code: (error as { code: string }).code }
  }
}

const shortly = ({ name, latest }: { name: string; latest: number }) => ({ name, latest })

/** What a list should hold, the newest change first. */
function expectedNames(model: LibraryModel, { q, tag, folder }: Question): string[] {
  const terms = q?.split(' ').filter(Boolean) ?? []
  const isFound = ({ name, content }: ModelPrompt) => {
    const all = `${name} ${content.title} ${content.tags.join(' ')} ${content.messages[0]?.text}`
    const has = all.toLowerCase().split(/[ -]/)
    const last = terms.at(-1) ?? ''
    const begun = has.some((word) => (last.length > 1 ? word.startsWith(last) : word === last))
    const others = terms.slice(0, -1).every((term) => has.includes(term))
    const inFolder = !folder || `${content.folder}/`.startsWith(`${folder}/`)
    return (!last || (begun && others)) && (!tag || content.tags.includes(tag)) && inFolder
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
  for (const { name, content, texts } of model.prompts) {
    const { version, ...about } = await read(store, name)
    expect({ ...about, messages: version.messages }).toMatchObject(content)
    const versions = await Promise.all(texts.map((_, i) => read(store, name, i + 1)))
    const stored = versions.map(({ version }) => [version.messages, version.variables])
    expect(stored.map((content) => JSON.stringify(content))).toEqual(texts)
  }
  const { prompts, versions } = await store.stats()
  const kept = model.prompts.reduce((sum, { texts }) => sum + texts.length, 0)
  expect([prompts, versions]).toEqual([model.prompts.length, kept])
}

export function modelContract(makeStore: MakeStore) {
  describe('any sequence of actions', () => {
    const library = useStore(makeStore)
    let runs = 0

    test('leaves what a simple model in memory says', async () => {
      const steps = fc.array(fc.tuple(action, question), { maxLength: 40, size: 'max' })
      await fc.assert(
        fc.asyncProperty(steps, async (sequence) => {
          const { store } = library
          for (const name of await namesOf(store)) await store.trash(name)
          const [model, run] = [new LibraryModel(), `run ${runs++}`]
          for (const [action, question] of sequence) {
            const [before, changes] = [await store.generation(), model.changes]
            expect(await perform(store, run, action)).toEqual(model.apply(action))
            expect((await store.generation()) > before).toBe(model.changes > changes)
            await expectSame(store, model, question)
          }
        }),
        { numRuns: 60 },
      )
    })
  })
}
