import { type Content, html, type Markup } from '@promptbin/html'
import { isOperationName, type Operation, operationOf, requestOf } from '@promptbin/operations'
import { icon } from '@promptbin/styles'
import type { Remedy } from '../advice/advice.ts'

/** What a button does, as its script reads it. */
export interface PressOptions {
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
  readonly label: Content
  /** Further classes of the button. */
  readonly kind?: string
  /** The page that shows what came of it; this one stays unless told. */
  readonly goesTo?: string
}

/** The fields that name what an operation is done to. */
export const targetFields = ['service', 'token', 'generation', 'id', 'backup'] as const

/**
 * What somebody must type before something is disrupted: the name of what it happens to, else the word
 * of the command, as in a terminal.
 */
export function wordToType(
  { command }: Pick<Operation, 'command'>,
  input: Readonly<Record<string, unknown>>,
): string {
  const target = targetFields.map((field) => input[field]).find((value) => value !== undefined)
  return target === undefined ? (command.split(' ')[0] ?? '') : String(target)
}

/**
 * A button for an operation of the registry. The request stands in its attributes, so the script
 * needs no list of operations; nothing is there for a name that the registry does not have.
 */
export function operationButton({
  operation,
  input,
  label,
  kind = '',
  goesTo,
}: PressOptions): Content {
  if (!isOperationName(operation)) return undefined
  const described = operationOf(operation)
  const { method, path, body } = requestOf(described, input)
  const word = described.effect === 'disrupt' && wordToType(described, input)
  return html`<button class="button ${kind} needs-script" type="button" id="press-${operation}-${Object.values(input).join('-')}" data-method="${method}" data-path="${path}" data-body="${body && JSON.stringify(body)}" data-word="${word}" data-title="${described.title}" data-description="${described.description}" data-then="${goesTo}">${label}</button>`
}

/** What helps, as a button or as a link; the first of some is the one to press. */
export function remedyButton(remedy: Remedy, isFirst: boolean): Content {
  const kind = isFirst ? 'button-primary' : 'button-quiet'
  if ('href' in remedy) {
    return html`<a class="button ${kind}" href="${remedy.href}">${remedy.label}${icon('arrowRight')}</a>`
  }
  const { operation, input, label } = remedy
  return operationButton({ operation, input, label: html`${icon('reload')}${label}`, kind })
}

/** The command that does the same, for whoever has no script. */
export function commandOf({
  operation,
  input,
}: Pick<PressOptions, 'operation' | 'input'>): Markup | undefined {
  if (!isOperationName(operation)) return undefined
  const words = operationOf(operation).command.replace(/<(\w+)>/g, (_place, field: string) =>
    String(input[field] ?? `<${field}>`),
  )
  return html`<code>promptbin ${words}</code>`
}
