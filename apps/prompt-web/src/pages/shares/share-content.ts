import { type Content, html } from '@promptbin/html'
import { includesOf } from '@promptbin/prompts'
import type { Library } from '../../library/library.ts'
import { linkOf } from '../../sharing/share-address.ts'
import type { PromptSharesContent } from '../../views/shares/prompt-shares-page.ts'
import {
  linkGoneNotice,
  newLinkNotice,
  revokedNotice,
  shutNotice,
} from '../../views/shares/share-notices.ts'
import type { SharesContent } from '../../views/shares/share-rows.ts'
import { emptyShareForm } from './share-form.ts'

/** What the address of a page with shares says. */
interface Asked {
  readonly cursor?: string
  readonly done?: string
  readonly version?: number
  /** What opens the share that was just made. */
  readonly token?: string | undefined
}

/** What is wrong with links; the door for them is not opened as long as there are none. */
async function problemOf(library: Library, { page }: SharesContent): Promise<string | null> {
  if (page.items.length === 0 || !library.canShare) return null
  return (await library.shareAddress()).problem
}

async function noticeOf(
  library: Library,
  shares: SharesContent,
  { done, token }: Asked,
): Promise<Content> {
  const problem = await problemOf(library, shares)
  const shut = problem !== null && shutNotice(problem)
  if (token !== undefined && library.canShare) {
    const url = linkOf(await library.shareAddress(), token)
    return html`${shut}${newLinkNotice({ url })}`
  }
  if (done === 'revoked') return html`${revokedNotice}${shut}`
  return html`${done === 'shared' && linkGoneNotice}${shut}`
}

/** What the page of all shares shows. */
export async function loadShares(library: Library, asked: Asked) {
  const { cursor } = asked
  const page = await library.shares(cursor ? { cursor } : {})
  const shares = { page, cursor, now: new Date(), address: '/shares', namesPrompts: true }
  return { shares, notice: await noticeOf(library, shares, asked) }
}

/** What the page of a prompt's shares shows. */
export async function loadPromptShares(
  library: Library,
  name: string,
  asked: Asked,
): Promise<PromptSharesContent> {
  const { cursor, version } = asked
  const prompt = await library.get(name, version ? { version } : {})
  const page = await library.shares({ prompt: prompt.id, ...(cursor && { cursor }) })
  const address = `/prompts/${prompt.name}/shares`
  const shares = { page, cursor, now: new Date(), address, namesPrompts: false }
  return {
    prompt,
    shares,
    form: version ? { ...emptyShareForm, choice: { version } } : emptyShareForm,
    canShare: library.canShare,
    hasIncludes: includesOf(prompt.version.messages).length > 0,
    notice: await noticeOf(library, shares, asked),
  }
}
