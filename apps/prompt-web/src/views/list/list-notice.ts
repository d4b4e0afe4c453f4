import { type Content, html } from '@promptbin/html'
import { icon } from '@promptbin/styles'
import { success } from '../frame/notice.ts'
import { promptAddress } from '../prompt/prompt-address.ts'

/** What was just done with prompts, as the address of a list says it. */
export interface Done {
  readonly trashed?: readonly string[]
  readonly restored?: readonly string[]
  /** The name that the one restored prompt had, if it has another one now. */
  readonly was?: string
  readonly changed?: number
}

const counted = (count: number) => (count === 1 ? '1 prompt' : `${count} prompts`)

/** Says that prompts are in the trash, with a button that takes them out again. */
function trashedNotice(names: readonly string[]): Content {
  const [first] = names
  const what = names.length === 1 ? html`<b>${first}</b> is` : `${names.length} prompts are`
  const undo = html`<form class="notice-action" action="/trash/restore" method="post">
    ${names.map((name) => html`<input type="hidden" name="name" value="${name}"><input type="hidden" name="was" value="${name}">`)}
    <button class="button button-small" type="submit">${icon('undo')} Undo</button>
  </form>`
  return success(html`${what} in the <a href="/trash">trash</a>.`, undo)
}

function restoredNotice(names: readonly string[], was: string | undefined): Content {
  const [first = ''] = names
  if (names.length > 1) return success(`${names.length} prompts are back in the library.`)
  return success(
    html`<a href="${promptAddress(first)}">${first}</a> is back in the library.${was && html` Its name <b>${was}</b> was taken meanwhile.`}`,
  )
}

/** Tells what was just done, once. */
export function listNotice({ trashed = [], restored = [], was, changed }: Done): Content {
  if (trashed.length > 0) return trashedNotice(trashed)
  if (restored.length > 0) return restoredNotice(restored, was)
  if (changed === undefined) return null
  return success(changed === 0 ? 'Nothing had to be changed.' : `${counted(changed)} changed.`)
}
