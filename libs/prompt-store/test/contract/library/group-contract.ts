import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ada, aPrompt, type MakeStore, namesOf, useStore } from '../library-fixture.ts'

export function groupContract(makeStore: MakeStore) {
  describe('folders, tags and labels', () => {
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

    test('the label that stands on most prompts comes first, and what is in the trash has none', async () => {
      const { store } = library
      for (const name of ['l1', 'l2', 'l3']) {
        await store.create(aPrompt({ name }), ada)
        await store.setLabel(name, 'production', { version: 1 }, ada)
      }
      await store.setLabel('l1', 'beta', { version: 1 }, ada)
      await store.setLabel('l2', 'alpha', { version: 1 }, ada)
      await store.trash('l3')
      expect(await store.labels()).toEqual([
        { name: 'production', prompts: 2 },
        { name: 'alpha', prompts: 1 },
        { name: 'beta', prompts: 1 },
      ])
      await store.removeLabel('l1', 'beta', '', ada)
      expect((await store.labels()).map(({ name }) => name)).toEqual(['production', 'alpha'])
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
        label: (name: string) => store.setLabel(name, 'beta', { version: 1 }, ada),
        unlabel: (name: string) => store.removeLabel(name, 'beta', '', ada),
      }
      const what = fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[]))
      const taken = fc.array(fc.tuple(what, name, about), { maxLength: 12 })
      await fc.assert(
        fc.asyncProperty(taken, async (all) => {
          // What cannot be done, since nothing of that name is there, is as good a step.
          for (const [what, ...rest] of all) await steps[what](...rest).catch(() => {})
          const groups = [
            ...(await store.tags()).map((one) => [one, { tag: one.name }] as const),
            ...(await store.labels()).map((one) => [one, { label: one.name }] as const),
            ...(await store.folders()).map((one) => [one, { folder: one.name }] as const),
          ]
          for (const [{ prompts }, query] of groups) {
            expect(await namesOf(store, query)).toHaveLength(prompts)
          }
        }),
        { numRuns: 30 },
      )
    })
  })
}
