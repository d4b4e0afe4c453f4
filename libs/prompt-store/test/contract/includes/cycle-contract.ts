import type { PromptBinError } from '@promptbin/errors'
import { describe, expect, test } from 'vitest'
import type { PromptStore } from '../../../src/index.ts'
import { ada, aPrompt, codeOf, type MakeStore, read, useStore } from '../library-fixture.ts'

const said = (text: string) => ({ messages: [{ role: 'user' as const, text }] })

/** Makes prompts from texts, the ones that are included first. */
async function make(store: PromptStore, texts: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(texts)) {
    await store.create(aPrompt({ name, text }), ada)
  }
}

const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => '',
    ({ code, message }: PromptBinError) => `${code}: ${message}`,
  )

export function cycleContract(makeStore: MakeStore) {
  describe('a prompt that would include itself', () => {
    const library = useStore(makeStore)

    test('is refused with the way around, and nothing is left of the attempt', async () => {
      const { store } = library
      await make(store, { c: 'C', b: '{{> c}}', a: '{{> b}}' })
      const before = await read(store, 'c')
      const around = messageOf(store.change('c', said('{{> a}}'), ada))
      expect(await around).toMatch(/PB_INCLUDE_CYCLE: .*c → a → b → c/)
      expect(await messageOf(store.change('c', said('{{> c}}'), ada))).toMatch(/c → c/)
      expect(await messageOf(store.change('c', said('{{> c@1}}'), ada))).toMatch(/c → c/)
      const itself = store.create(aPrompt({ name: 'self', text: '{{> self}}' }), ada)
      expect(await messageOf(itself)).toMatch(/self → self/)
      expect(await read(store, 'c')).toEqual(before)
    })

    test('counts over labelled versions as well, and when a label is set or an old text comes back', async () => {
      const { store } = library
      await make(store, { leaf: 'leaf', branch: '{{> leaf}}' })
      await store.change('branch', said('no more'), ada)
      await store.change('leaf', said('{{> branch}}'), ada)
      const code = 'PB_INCLUDE_CYCLE'
      expect(await codeOf(store.setLabel('branch', 'beta', { version: 1 }, ada))).toBe(code)
      expect(await codeOf(store.revert('branch', 1, '', ada))).toBe(code)
      await store.change('leaf', said('nothing'), ada)
      await store.setLabel('branch', 'beta', { version: 1 }, ada)
      expect(await codeOf(store.revert('leaf', 2, '', ada))).toBe(code)
      expect((await read(store, 'leaf')).latest).toBe(3)
    })

    test('is found through an old version that is asked for by its number', async () => {
      const { store } = library
      await make(store, { root: 'root', stem: '{{> root}}' })
      await store.change('stem', said('no more'), ada)
      const change = store.change('root', said('{{> stem@1}}'), ada)
      expect(await codeOf(change)).toBe('PB_INCLUDE_CYCLE')
      await store.change('root', said('{{> stem}}'), ada)
    })

    test('is refused when it comes out of the trash', async () => {
      const { store } = library
      await make(store, { yang: 'yang', yin: '{{> yang}}' })
      await store.change('yin', said('no more'), ada)
      await store.change('yang', said('{{> yin}}'), ada)
      const { id } = await store.trash('yang')
      await store.revert('yin', 1, '', ada)
      expect(await codeOf(store.restore(id))).toBe('PB_INCLUDE_CYCLE')
      await store.change('yin', said('no more'), ada)
      expect((await store.restore(id)).name).toBe('yang')
    })
  })

  describe('including too much', () => {
    const library = useStore(makeStore)

    test('eight deep is as deep as it goes', async () => {
      const { store } = library
      await make(store, { 'deep-0': 'bottom' })
      for (let i = 1; i <= 8; i++) await make(store, { [`deep-${i}`]: `{{> deep-${i - 1}}}` })
      const deeper = store.create(aPrompt({ name: 'deep-9', text: '{{> deep-8}}' }), ada)
      expect(await codeOf(deeper)).toBe('PB_INCLUDE_TOO_MANY')
      await store.create(aPrompt({ name: 'beside', text: '{{> deep-7}} {{> deep-0}}' }), ada)
    })

    test('a hundred prompts are as many as it can be, one that comes often counted once', async () => {
      const { store } = library
      const names = Array.from({ length: 101 }, (_, i) => `wide-${i}`)
      await make(store, { shared: 'shared' })
      for (const name of names) await make(store, { [name]: '{{> shared}}' })
      const including = (count: number) =>
        names
          .slice(0, count)
          .map((name) => `{{> ${name}}}`)
          .join(' ')
      await store.create(aPrompt({ name: 'hundred', text: including(99) }), ada)
      const more = store.create(aPrompt({ name: 'more', text: including(100) }), ada)
      expect(await codeOf(more)).toBe('PB_INCLUDE_TOO_MANY')
      const { included } = await store.compose('hundred', {})
      expect(included).toHaveLength(99)
      expect(included.every(({ included: [shared] }) => shared?.version !== null)).toBe(true)
    })

    test('what grew too large afterwards is still read', async () => {
      const { store } = library
      await make(store, { tower: 'ground' })
      for (let i = 1; i <= 12; i++) {
        await make(store, { [`floor-${i}`]: 'empty' })
        const below = i === 1 ? 'tower' : `floor-${i - 1}`
        await store.change(below, said(`{{> floor-${i}}}`), ada)
      }
      let depth = 0
      for (let { included } = await store.compose('tower', {}); included[0]; depth++) {
        included = included[0].included
      }
      expect(depth).toBe(12)
    })
  })
}
