import { type Content, html, type Markup } from '@promptbin/html'
import type { Share } from '@promptbin/prompt-store'
import { defaultLabel, type Prompt } from '@promptbin/prompts'

/** Which version a share is to show, as a form names it: `default`, `label:beta`, `version:3`. */
export type ShareChoice = 'default' | { readonly label: string } | { readonly version: number }

/** The value of the form for a choice. */
export function choiceValue(choice: ShareChoice): string {
  if (choice === 'default') return choice
  return 'label' in choice ? `label:${choice.label}` : `version:${choice.version}`
}

/** Reads such a value; nothing if it is none. */
export function readChoice(value: string | undefined): ShareChoice | undefined {
  if (value === 'default') return value
  const [, kind, what = ''] = /^(label|version):(.{1,64})$/.exec(value ?? '') ?? []
  if (kind === 'label') return { label: what }
  return kind === 'version' && /^[1-9]\d{0,8}$/.test(what) ? { version: Number(what) } : undefined
}

/** More versions than this are no longer a list that one looks through. */
const longestList = 50

interface Option {
  readonly choice: ShareChoice
  readonly text: string
}

function following({ labels, latest, defaultVersion }: Prompt): readonly Option[] {
  return [
    { choice: 'default', text: `What AI clients get (now version ${defaultVersion})` },
    ...labels.map(({ name, version }) => ({
      choice: { label: name },
      text: `Label ${name} (now version ${version})`,
    })),
    { choice: { label: 'latest' }, text: `Always the newest (now version ${latest})` },
  ]
}

function pinned({ latest, version }: Prompt, chosen: ShareChoice): readonly Option[] {
  const newest = Array.from({ length: Math.min(latest, longestList) }, (_, index) => latest - index)
  const others = [
    version.n,
    ...(typeof chosen === 'object' && 'version' in chosen ? [chosen.version] : []),
  ]
  const numbers = [...new Set([...newest, ...others])].toSorted((a, b) => b - a)
  return numbers.map((n) => ({ choice: { version: n }, text: `Version ${n}` }))
}

/** The field that chooses what a share shows. */
export function choiceField(prompt: Prompt, chosen: ShareChoice): Markup {
  const option = ({ choice, text }: Option): Content =>
    html`<option value="${choiceValue(choice)}"${choiceValue(choice) === choiceValue(chosen) && html` selected`}>${text}</option>`
  return html`<select id="share-what" name="what"><optgroup label="Follows the prompt">${following(prompt).map(option)}</optgroup><optgroup label="Stays as it is">${pinned(prompt, chosen).map(option)}</optgroup></select>`
}

/** What a share shows, in words. */
export function shownBy({ version, label }: Share): Content {
  if (version !== null) return `Always version ${version}`
  if (label === 'latest') return 'Always the newest version'
  if (label !== null) return html`Whatever <b>${label}</b> stands on`
  return html`What AI clients get: <b>${defaultLabel}</b>, else the newest`
}
