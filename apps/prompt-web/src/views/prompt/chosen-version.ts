import { type Content, html, type Markup } from '@promptbin/html'
import { defaultLabel, type Prompt, type Selector } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { labelBadges } from '../versions/label-badges.ts'
import { diffAddress, promptAddress, versionAddress } from './prompt-address.ts'

const join = (names: readonly string[]) => new Intl.ListFormat('en').format(names)

/** Why this version is the one that everybody gets who asks for none. */
function why({ version: { n }, latest, labels }: Prompt): Content {
  const isProduction = labels.some((label) => label.name === defaultLabel && label.version === n)
  if (isProduction && n === latest) return 'It is labelled production, and it is the newest.'
  if (isProduction) return 'AI clients get it because it is labelled production.'
  return n === 1 ? 'It is the only one.' : 'AI clients get it because it is the newest.'
}

function newer({ name, latest, version: { n } }: Prompt): Content {
  if (n === latest) return null
  const address = promptAddress(name, { label: 'latest' })
  return html` <a href="${address}">Version ${latest} is newer</a>, <a href="${diffAddress(name, n, latest)}">see what changed</a>.`
}

/** That another version was asked for than the one that everybody gets. */
function other(prompt: Prompt, { label }: Selector): Content {
  const { name, defaultVersion, version, labels } = prompt
  const others = labels.filter((each) => each.version === defaultVersion).map((each) => each.name)
  const named = others.length > 0 ? `, labelled ${join(others)}` : ''
  const chosen = label === undefined ? 'You chose it.' : `You asked for the label ${label}.`
  return html`${chosen} AI clients get <a href="${promptAddress(name)}">version ${defaultVersion}</a>${named}. <a href="${diffAddress(name, defaultVersion, version.n)}">Compare the two</a>.`
}

/** Which version a page shows and why, and which others there are to know of. */
export function chosenVersion(prompt: Prompt, selector: Selector): Markup {
  const { name, latest, labels, defaultVersion, version } = prompt
  const { n } = version
  const isUsual = n === defaultVersion
  return html`<div class="chosen${!isUsual && ' chosen-other'}">${icon('history')}<p><a class="chosen-n" href="${versionAddress(name, n)}">Version ${n}</a>${labelBadges(labels, n, latest)} <span class="chosen-why">${isUsual ? why(prompt) : other(prompt, selector)}${isUsual && newer(prompt)}</span></p></div>`
}
