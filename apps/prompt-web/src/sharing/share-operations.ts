import type { Author, Once, PromptStore, Share, ShareOpenings } from '@promptbin/prompt-store'
import type { Page } from '@promptbin/prompts'
import { shareLinkGone, sharingOff } from '../errors.ts'
import { linkOf, type ShareAddress } from './share-address.ts'
import { expiryOf, type WantedExpiry } from './share-expiry.ts'
import { createTokenMaker, hashToken } from './share-token.ts'

/** A share to be made: of a version, of a label's, or of what a caller gets who asks for none. */
export interface ShareRequest extends WantedExpiry {
  readonly prompt: string
  readonly version?: number | undefined
  readonly label?: string | undefined
}

/** A share that was just made; the only moment at which its link is known. */
export interface CreatedShare extends Share {
  readonly url: string
  /** Why the link does not open yet, and what to do; nothing if it does. */
  readonly notice: string | null
}

/** Which shares to list. */
export interface SharesQuery {
  readonly prompt?: string
  readonly cursor?: string
  readonly limit?: number
}

/** What can be done with links that show one prompt to whoever has them. */
export interface ShareOperations {
  /**
   * Makes a link and sees to it that it opens. Throws what `PromptStore.createShare` throws,
   * `PB_SHARE_EXPIRY_INVALID`, `PB_SHARING_OFF`, and `PB_SHARE_LINK_GONE` if the request was done
   * already by an instance that has ended, so that nobody knows its link any more.
   */
  share(request: ShareRequest, author: Author, once?: Once): Promise<CreatedShare>
  shares(query: SharesQuery): Promise<Page<Share>>
  /** See `PromptStore.openingsAfter`. */
  openings(after: number, limit: number): Promise<ShareOpenings>
  /** Ends a share for ever. Throws `PB_SHARE_NOT_FOUND`. */
  revokeShare(id: string): Promise<void>
  /** Whether links may be made here. */
  readonly canShare: boolean
  /** Opens the door for links, and says where it is. Throws `PB_SHARING_OFF`. */
  shareAddress(): Promise<ShareAddress>
}

/** What sharing is made over. */
export interface ShareOptions {
  readonly store: Pick<PromptStore, 'createShare' | 'shares' | 'openingsAfter' | 'revokeShare'>
  /** Opens the door for links, and says where it is; none where sharing is turned off. */
  readonly open: (() => Promise<ShareAddress>) | undefined
  /** What the processes of an instance have in common, see `createTokenMaker`. */
  readonly secret?: string | undefined
  readonly now: () => number
  /** Called after each change, whatever came of it. */
  readonly done: () => void
}

/** How many shares a page of their list holds if nothing else is asked for. */
const defaultLimit = 50

/** Makes the operations of sharing over a store. */
export function createShareOperations(options: ShareOptions): ShareOperations {
  const { store, open, secret, now, done } = options
  const makeToken = createTokenMaker(secret)
  const shareAddress = async () => {
    if (open === undefined) throw sharingOff()
    return open()
  }
  return {
    share: async (request, author, once) => {
      const { prompt, version, label } = request
      const expiresAt = expiryOf(request, now())
      if (open === undefined) throw sharingOff()
      const token = makeToken(once)
      const wanted = { prompt, version, label, expiresAt, tokenHash: hashToken(token) }
      try {
        const { tokenHash, ...share } = await store.createShare(wanted, author, once)
        if (tokenHash !== wanted.tokenHash) throw shareLinkGone(share.id)
        const address = await open()
        return { ...share, url: linkOf(address, token), notice: address.problem }
      } finally {
        done()
      }
    },
    shares: (query) => store.shares({ ...query, limit: query.limit ?? defaultLimit }),
    openings: (after, limit) => store.openingsAfter(after, limit),
    revokeShare: async (id) => {
      try {
        await store.revokeShare(id)
      } finally {
        done()
      }
    },
    canShare: open !== undefined,
    shareAddress,
  }
}
