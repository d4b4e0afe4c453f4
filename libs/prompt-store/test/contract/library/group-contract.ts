import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ada, aPrompt, type MakeStore, namesOf, useStore } from '../library-fixture.ts'

export function groupContract(makeStore: MakeStore) {
  describe('folders and tags', () => {
    const library = useStore(makeStore)

    test('three folders are there from the start, and no tag', async () => {
      const { store } = library
      expect(await store.folders()).toEqual([
        { name: 'analysis', prompts: 0 },
        { name: 'coding', prompts: 0 },
        { name: 'writing', prompts: 0 },
      ])
      expect(await store.tags()).toEqual([])
    })

    test('a folder counts what stands below it too, and goes with its last prompt', async () => {
      const { store } = library
      await store.create(aPrompt({ name: 'g1', folder: 'coding/js/web' }), ada)
      await store.create(aPrompt({ name: 'g2', folder: 'coding' }), ada)
      expect(await store.folders()).toEqual([
        { name: 'analysis', prompts: 0 },
        { name: 'coding', prompts: 2 },
        { name: 'coding/js', prompts: 1 },
        { name: 'coding/js/web', prompts: 1 },
        { name: 'writing', prompts: 0 },
      ])
      await store.batch(['g1', 'g2'], { trash: true }, ada)
      expect((await store.folders()).map(({ prompts }) => prompts)).toEqual([0, 0, 0])
    })

    test('the tag that most prompts have comes first', async () => {
      const { store } = library
      await store.create(aPrompt({ tags: ['rare', 'common'] }), ada)
      await store.create(aPrompt({ tags: ['common', 'all rare'] }), ada)
      expect(await store.tags()).toEqual([
        { name: 'common', prompts: 2 },
        { name: 'all rare', prompts: 1 },
        { name: 'rare', prompts: 1 },
      ])
    })

    test('whatever happens, each counts what a list finds', async () => {
      const { store } = library
      const name = fc.constantFrom('h1', 'h2', 'h3')
      const about = fc.record({
        folder: fc.constantFrom('', 'p', 'p/q', 'coding'),
        tags: fc.subarray(['x', 'y', 'z']),
      })
      const steps = {
        create: (name: string, about: object) => store.create(aPrompt({ name, ...about }), ada),
        change: (name: string, about: object) => store.change(name, about, ada),
        trash: (name: string) => store.trash(name),
        restore: (name: string) => store.restore(name),
      }
      const what = fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[]))
      const taken = fc.array(fc.tuple(what, name, about), { maxLength: 12 })
      await fc.assert(
        fc.asyncProperty(taken, async (all) => {
          // What cannot be done, since nothing of that name is there, is as good a step.
          for (const [what, ...rest] of all) await steps[what](...rest).catch(() => {})
          for (const { name, prompts } of await store.tags()) {
            expect(await namesOf(store, { tag: name })).toHaveLength(prompts)
          }
          for (const { name, prompts } of await store.folders()) {
            expect(await namesOf(store, { folder: name })).toHaveLength(prompts)
          }
        }),
        { numRuns: 30 },
      )
    })
  })
}
