import type { RequestId } from '@modelcontextprotocol/server'
import type { Change } from './announcer.ts'
import type { Interests } from './interests.ts'

/** What the `subscriptions/listen` requests of one connection name together. */
export interface ListenInterests extends Interests {
  /** A listen request names these resources; those beyond the limit are left out. */
  open(id: RequestId, uris: readonly string[]): void
  /** The listen request is over. */
  close(id: RequestId): void
}

/** Beside what is added one by one, as clients before 2026-07-28 do. */
export function createListenInterests(createInterests: () => Interests): ListenInterests {
  const own = createInterests()
  const listens = new Map<RequestId, Interests>()
  const all = () => [own, ...listens.values()]

  return {
    get size() {
      return all().reduce((sum, { size }) => sum + size, 0)
    },
    add: own.add,
    delete: own.delete,
    open(id, uris) {
      const interests = createInterests()
      for (const uri of uris) interests.add(uri)
      listens.set(id, interests)
    },
    close: (id) => void listens.delete(id),
    concernedBy: async (changes: readonly Change[]) => {
      const uris = await Promise.all(all().map((interests) => interests.concernedBy(changes)))
      return [...new Set(uris.flat())]
    },
  }
}
