import type { SettingDescription } from '@promptbin/config'
import { type Content, html, type Markup } from '@promptbin/html'

/** A value in force, and where it comes from. */
interface InForce {
  readonly value: unknown
  readonly origin: string
  readonly source: string | null
}

/** How a change acts, in words. */
const effects: Readonly<Record<SettingDescription['change'], string>> = {
  live: 'at once',
  reload: 'reloads its services',
  fixed: 'at the next start',
}

/** Whoever gives a value in one of these ways has the last word; the file cannot change it. */
const shadowing: ReadonlySet<string> = new Set(['environment', 'argument', 'env-file'])

/** A value in the notation of the file. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** One setting: what it does, its value as a field, where that comes from. */
export function settingRow(
  setting: SettingDescription,
  inForce: InForce | undefined,
  isWanted: boolean,
): Markup {
  const { key, doc, change, variable } = setting
  const { value, origin = 'default', source = null } = inForce ?? { value: undefined }
  const id = `setting-${key.replaceAll('.', '-')}`
  const isShadowed = shadowing.has(origin)
  const from = source === null ? origin : `${origin}: ${source}`
  return html`<div class="setting${isWanted && ' setting-wanted'}" data-key="${key}" data-words="${`${key} ${doc} ${variable}`.toLowerCase()}"${isWanted && html` id="wanted"`}>
  <div class="setting-about"><label for="${id}"><code>${key}</code></label><p class="fine">${doc}</p></div>
  <div class="setting-value">${control(id, setting, valueText(value), isShadowed)}
    <p class="fault" hidden></p>
    <p class="fine"><span class="origin origin-${origin}">${from}</span> · ${effects[change]}${isShadowed && html` · change it there`}</p></div>
</div>`
}

function control(
  id: string,
  { format, accepts, default: usual, sensitive, change }: SettingDescription,
  text: string,
  isReadOnly: boolean,
): Content {
  const data = html`id="${id}" data-initial="${text}" data-change="${change}"${isReadOnly && html` disabled`}`
  if (format === 'switch') {
    return html`<select ${data}><option value="true"${text === 'true' && html` selected`}>on</option><option value="false"${text !== 'true' && html` selected`}>off</option></select>`
  }
  const title = sensitive ? 'It is not shown; what is written here takes its place.' : accepts
  return html`<input ${data} type="text" value="${text}" title="${title}" placeholder="${usual === '' ? 'none' : usual}" autocomplete="off" spellcheck="false">`
}
