import type { CheckResult } from '@promptbin/health'
import type { PromptStore } from '@promptbin/prompt-store'

/**
 * Whether a search finds what is there: the newest prompt, by its name. That goes the way of every
 * search, and costs as little as one.
 */
export async function searchesTheIndex(
  store: Pick<PromptStore, 'list' | 'generation'>,
): Promise<CheckResult> {
  const generation = await store.generation()
  const { items } = await store.list({ sort: 'updated', limit: 1 })
  const [newest] = items
  if (newest === undefined) return { observedValue: 'empty library' }
  const startedMs = performance.now()
  const found = await store.list({ q: newest.name, limit: 1 })
  const observed = {
    observedValue: Math.round((performance.now() - startedMs) * 10) / 10,
    observedUnit: 'ms',
  }
  const isFound = found.total.value > 0 && found.corrected === undefined
  // It may have been renamed or removed meanwhile.
  if (isFound || generation !== (await store.generation())) return observed
  return {
    status: 'fail',
    ...observed,
    output: 'A search does not find the newest prompt: the full-text index has lost it.',
  }
}
