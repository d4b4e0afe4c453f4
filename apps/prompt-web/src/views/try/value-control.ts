import { type Content, html, type Markup } from '@promptbin/html'
import type { Variable } from '@promptbin/prompts'
import { fieldId } from './typed-values.ts'

/** As much as a hint inside an empty field shows. */
const hintLength = 80

/** What an empty choice means. */
function noChoice({ default: usual, required }: Variable): string {
  if (usual !== undefined) return `Default: ${usual.slice(0, hintLength)}`
  return required ? 'Choose …' : 'Not given'
}

/** A list to choose from; what was typed and is none of the options stays to be seen. */
function choice(
  variable: Variable,
  options: readonly (readonly [value: string, label: string])[],
  typed: string | undefined,
  attributes: Content,
): Markup {
  const isKnown = typed === undefined || options.some(([value]) => value === typed)
  const all = isKnown ? options : [...options, [typed, typed] as const]
  return html`<select ${attributes}><option value="">${noChoice(variable)}</option>${all.map(
    ([value, label]) =>
      html`<option value="${value}"${value === typed && html` selected`}>${label}</option>`,
  )}</select>`
}

const yesAndNo = [
  ['true', 'Yes'],
  ['false', 'No'],
] as const

function lines(typed: string | undefined, rows: number, attributes: Content): Markup {
  return html`<textarea rows="${rows}" ${attributes}>
${typed}</textarea>`
}

/** The control that fits a variable's type, with what was typed into it. */
export function valueControl(
  variable: Variable,
  typed: string | undefined,
  isWrong: boolean,
): Markup {
  const { name, type = 'string', default: usual = '', options = [] } = variable
  const id = fieldId(name)
  const attributes = html`id="${id}" name="${id}" aria-describedby="${id}-about ${id}-fault"${isWrong && html` aria-invalid="true"`}`
  const hint = html` placeholder="${usual.slice(0, hintLength)}"`
  if (type === 'boolean') return choice(variable, yesAndNo, typed, attributes)
  if (type === 'enum') {
    const known = options.map((option) => [option, option] as const)
    return choice(variable, known, typed, attributes)
  }
  if (type === 'number') {
    return html`<input type="text" inputmode="decimal" autocomplete="off" value="${typed}" ${attributes}${hint}>`
  }
  // One line is meant, but a text of several lines that is pasted must not lose its ends.
  if (type === 'string') return lines(typed, 1, html`${attributes}${hint}`)
  return lines(typed, type === 'list' ? 2 : 3, html`${attributes}${hint}`)
}
