import { type Content, html } from '@promptbin/html'
import type { Prompt } from '@promptbin/prompts'
import { success } from '../../views/frame/notice.ts'
import { promptAddress } from '../../views/prompt/prompt-address.ts'

/** What was done with a prompt, as the address of the page that tells it has it. */
export type Done =
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'restored'; readonly version: number }

/** The word for the address. */
export function doneWord(done: Done): string {
  return done.kind === 'label' ? `label:${done.label}` : `restored:${done.version}`
}

function labelNotice({ labels }: Prompt, name: string): Content {
  const label = labels.find((each) => each.name === name)
  if (label === undefined) return success(html`The label <b>${name}</b> stands on no version now.`)
  const { version, protected: isProtected } = label
  return success(
    html`The label <b>${name}</b> stands on version ${version}${isProtected && ', and is protected'}.`,
  )
}

function restoredNotice({ name, latest, defaultVersion }: Prompt, version: string): Content {
  const address = promptAddress(name, { label: 'latest' })
  const other =
    defaultVersion !== latest &&
    html` AI clients still get version ${defaultVersion}. <a href="${address}">See the new one.</a>`
  return success(html`Version ${version} is restored, as version ${latest}.${other}`)
}

/** Tells what was done, by the word in the address; it says what is true now, whatever it claims. */
export function doneNotice(word: string | undefined, prompt: Prompt): Content {
  const [kind, what = ''] = word?.split(':') ?? []
  if (kind === 'label') return labelNotice(prompt, what)
  return kind === 'restored' && /^\d{1,10}$/.test(what) && restoredNotice(prompt, what)
}

/** What a page says after a save, by the word that the editor put into the address. */
export function savedNotice(saved: string | undefined, { name, latest }: Prompt): Content {
  if (saved === 'created') {
    return success(html`Saved. AI clients find it as <b>${name}</b>.`)
  }
  if (saved === 'version') return success(`Saved as version ${latest}.`)
  if (saved === 'about')
    return success('Saved. The text did not change, so neither did its version.')
  return saved === 'nothing' && success('Nothing had changed, so there was nothing to save.')
}
